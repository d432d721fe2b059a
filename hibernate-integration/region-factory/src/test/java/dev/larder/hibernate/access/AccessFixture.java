package dev.larder.hibernate.access;

import dev.larder.hibernate.entry.CachedState;
import dev.larder.hibernate.entry.Entries;
import dev.larder.hibernate.entry.KeyspaceEntries;
import dev.larder.hibernate.entry.LockTimes;
import dev.larder.hibernate.entry.Timestamps;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Comparator;
import org.hibernate.CacheMode;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.SoftLock;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** Access to one region, and sessions that have nothing but a cache. The key is always {@link #KEY}. */
final class AccessFixture implements AutoCloseable {
    static final String KEY = "key";
    static final Duration LOCK_TIMEOUT = Duration.ofSeconds(60);

    /** What the accesses are to; they must behave the same. */
    enum Kind {
        ENTITY,
        COLLECTION,
        NATURAL_ID
    }

    final ManualClock clock = new ManualClock();
    final Store store = Store.open(StoreConfig.builder().clock(clock).build());
    final Timestamps timestamps = new Timestamps(clock);
    final Entries entries;
    private final AccessType type;
    private final Kind kind;
    private final DomainAccess access;

    AccessFixture(AccessType type, Kind kind, boolean versioned) {
        this(type, kind, versioned, KeyspaceConfig.defaults());
    }

    AccessFixture(AccessType type, Kind kind, boolean versioned, KeyspaceConfig<Object, CachedState> config) {
        this.type = type;
        this.kind = kind;
        Keyspace<Object, CachedState> keyspace = store.create("region", config);
        entries = new KeyspaceEntries(keyspace, () -> store.drop("region"), timestamps, new LockTimes(LOCK_TIMEOUT));
        AccessStrategy strategy = strategy(versioned ? (one, other) -> (int) one - (int) other : null);
        access = switch (kind) {
            case ENTITY -> new EntityAccess(null, strategy, null);
            case COLLECTION -> new CollectionAccess(null, strategy, null);
            case NATURAL_ID -> new NaturalIdAccess(null, strategy, null);
        };
    }

    private AccessStrategy strategy(Comparator<Object> versions) {
        return switch (type) {
            case READ_ONLY -> new ReadOnlyStrategy(entries);
            case NONSTRICT_READ_WRITE -> new NonStrictStrategy(entries);
            case READ_WRITE -> new ReadWriteStrategy(entries, versions);
            case TRANSACTIONAL -> new TransactionalStrategy(entries, versions);
        };
    }

    DomainAccess access() {
        return access;
    }

    /** A session in a transaction that begins now. */
    Session begin() {
        return new Session();
    }

    /** Loads and caches a state in a session of its own, as a session that begins later will find it. */
    void cache(Object value, Integer version) {
        begin().load(value, version);
    }

    /** What a session that begins now finds in the cache. */
    Object seen() {
        return begin().get();
    }

    @Override
    public void close() {
        store.close();
    }

    /** A session, and the calls that Hibernate makes for it. */
    final class Session {
        private final SessionChanges changes = new SessionChanges(timestamps);
        private boolean inTransaction = true;
        private final SharedSessionContractImplementor session =
                (SharedSessionContractImplementor) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {SharedSessionContractImplementor.class},
                        (proxy, method, arguments) -> {
                            return switch (method.getName()) {
                                case "getCacheTransactionSynchronization" -> changes;
                                case "isEventSource" -> true;
                                case "isTransactionInProgress" -> inTransaction;
                                case "getCacheMode" -> CacheMode.NORMAL;
                                default -> throw new AssertionError("an access must not call " + method);
                            };
                        });

        private Session() {
            changes.transactionJoined();
        }

        SharedSessionContractImplementor itself() {
            return session;
        }

        Object get() {
            return access.get(session, KEY);
        }

        boolean load(Object value, Integer version) {
            return access.putFromLoad(session, KEY, value, version);
        }

        SoftLock lock() {
            return lock(null);
        }

        SoftLock lock(Integer version) {
            return access.lockItem(session, KEY, version);
        }

        /** After the transaction. */
        void unlock(SoftLock lock) {
            inTransaction = false;
            access.unlockItem(session, KEY, lock);
        }

        /** Before its end, as Hibernate does when it locks a row. */
        void unlockInMidTransaction(SoftLock lock) {
            access.unlockItem(session, KEY, lock);
        }

        /** Before the commit of an insert. */
        boolean insert(Object value) {
            if (access instanceof EntityAccess entity) {
                return entity.insert(session, KEY, value, null);
            }
            return access instanceof NaturalIdAccess naturalId && naturalId.insert(session, KEY, value);
        }

        /** After it. */
        boolean afterInsert(Object value) {
            inTransaction = false;
            if (access instanceof EntityAccess entity) {
                return entity.afterInsert(session, KEY, value, null);
            }
            return access instanceof NaturalIdAccess naturalId && naturalId.afterInsert(session, KEY, value);
        }

        /** The flush of an update: collections know only removal. */
        SoftLock update(Object value) {
            SoftLock lock = lock();
            if (access instanceof EntityAccess entity) {
                entity.update(session, KEY, value, null, null);
            } else if (access instanceof NaturalIdAccess naturalId) {
                naturalId.update(session, KEY, value);
            } else {
                access.remove(session, KEY);
            }
            return lock;
        }

        /** After the commit of an update. */
        boolean afterUpdate(Object value, Integer version, SoftLock lock) {
            inTransaction = false;
            if (access instanceof EntityAccess entity) {
                return entity.afterUpdate(session, KEY, value, version, null, lock);
            }
            if (access instanceof NaturalIdAccess naturalId) {
                return naturalId.afterUpdate(session, KEY, value, lock);
            }
            unlock(lock);
            return false;
        }

        /** The flush of a deletion. */
        SoftLock remove() {
            SoftLock lock = lock();
            access.remove(session, KEY);
            return lock;
        }

        void updateInBulk() {
            access.removeAll(session);
        }

        void afterBulkUpdate() {
            access.unlockRegion(null);
        }

        /** Begins another transaction in the same session. */
        void beginAgain() {
            inTransaction = true;
            changes.transactionJoined();
        }

        void end(boolean committed) {
            changes.transactionCompleted(committed);
        }
    }

    /** Whether a committed update is cached at once: collections are loaded anew. */
    boolean cachesUpdates() {
        return kind != Kind.COLLECTION;
    }
}
