package dev.larder.hibernate.access;

import dev.larder.hibernate.entry.Entries;
import dev.larder.hibernate.entry.Timestamps;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.cache.CacheException;
import org.hibernate.cache.spi.CacheTransactionSynchronization;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows of its own transaction: when it began, what it locked, which regions it changed in bulk, which
 * tables it changed, and what it wrote to keys that it did not lock, or with {@code TRANSACTIONAL} access. Nothing of it is
 * for other sessions.
 *
 * <p>Belongs to the session, and like it to one thread at a time.
 */
public final class SessionChanges implements CacheTransactionSynchronization {
    private static final System.Logger LOG = System.getLogger(SessionChanges.class.getName());

    private final Timestamps timestamps;
    private final long openedAt;
    private long beganAt;
    private @Nullable Set<Entries> changedInBulk;
    private @Nullable Set<Object> changedTables;
    private @Nullable Map<Entries, Map<Object, Written>> written;
    private @Nullable Set<HeldLock> locks;
    private boolean hearsOfTheEnd;
    private boolean completing;

    /** What the transaction wrote to a key; the state is null if the key must be read from the database. */
    record Written(@Nullable Object state) {}

    /** Begins with the session. */
    public SessionChanges(Timestamps timestamps) {
        this.timestamps = timestamps;
        openedAt = timestamps.next();
        beganAt = openedAt;
    }

    static SessionChanges of(SharedSessionContractImplementor session) {
        return (SessionChanges) session.getCacheTransactionSynchronization();
    }

    /**
     * Whether a session may have inserted rows that nobody was told of and that are not committed: a stateless session
     * inserts past the cache, and what it loads then must not get into it.
     */
    public static boolean mayHaveInserted(SharedSessionContractImplementor session) {
        return !session.isEventSource() && session.isTransactionInProgress();
    }

    /**
     * Whether a key that the session unlocks was locked together with its row, and not for a change: Hibernate gives that
     * lock up in mid-transaction, and all that was changed before or meanwhile is still to be committed. Never so for a
     * stateless session, which may give up whatever it locked, and does not tell of the end.
     */
    static boolean isAmidTransaction(SharedSessionContractImplementor session) {
        // With JTA, the thread that ends this transaction may have another one in progress by now.
        return session.isEventSource() && session.isTransactionInProgress() && !of(session).completing;
    }

    /**
     * Notes that the session's transaction changes a table, until it ends. Nothing is noted for a stateless session, which
     * does not tell of that.
     */
    public static void changeTable(SharedSessionContractImplementor session, Object table) {
        if (session.isEventSource()) {
            SessionChanges changes = of(session);
            if (changes.changedTables == null) {
                changes.changedTables = new HashSet<>();
            }
            changes.changedTables.add(table);
        }
    }

    /** Whether the session's transaction has changed a table. */
    public static boolean hasChangedTable(SharedSessionContractImplementor session, Object table) {
        Set<Object> changedTables = of(session).changedTables;
        return changedTables != null && changedTables.contains(table);
    }

    @Override
    public long getCachingTimestamp() {
        return beganAt;
    }

    @Override
    public void transactionJoined() {
        releaseLocks();
        forget();
        hearsOfTheEnd = false;
        beganAt = timestamps.next();
    }

    @Override
    public void transactionCompleting() {
        completing = true;
    }

    @Override
    public void transactionCompleted(boolean successful) {
        releaseLocks();
        forget();
    }

    /**
     * Gives up the locks that nobody gave up. Hibernate forgets some: when a flush fails, those of collections, which it
     * takes before it executes anything, and gives up only after executing them.
     */
    private void releaseLocks() {
        Set<HeldLock> forgotten = locks;
        locks = null;
        if (forgotten != null) {
            forEach(forgotten, HeldLock::unlock);
        }
    }

    /** Does something to all, whether it fails for some or not. */
    private static <T> void forEach(Set<T> all, Consumer<T> action) {
        CacheException failure = null;
        for (T each : all) {
            try {
                action.accept(each);
            } catch (CacheException broken) {
                failure = failure == null ? broken : failure;
            }
        }
        if (failure != null) {
            LOG.log(System.Logger.Level.WARNING, "The second-level cache failed after a transaction", failure);
        }
    }

    private void forget() {
        changedInBulk = null;
        changedTables = null;
        written = null;
        completing = false;
    }

    /** Locks a key until the transaction ends, at the latest. */
    HeldLock lock(Entries region, Object key) {
        // Nothing says when the session read what it writes: it may keep entities from one transaction to the next. Nor
        // does a version, for statements change rows without raising it, and the update of older state succeeds then.
        HeldLock lock = new HeldLock(region, key, region.lock(key, beganAt, openedAt));
        if (locks == null) {
            locks = new HashSet<>();
        }
        locks.add(lock);
        return lock;
    }

    /**
     * Notes that the statement was executed that the session locked a key for. A stateless session without a transaction
     * has committed it by that, and never calls back for its locks; those that earlier statements left, by failing, end as
     * well. While statements wait to be executed in a batch, locks stay, until a later call or their time-out.
     */
    void executed(SharedSessionContractImplementor session) {
        if (!session.isEventSource() && !session.isTransactionInProgress() && !batches(session)) {
            releaseLocks();
            forget();
        }
    }

    private static boolean batches(SharedSessionContractImplementor session) {
        Integer batchSize = session.getJdbcBatchSize();
        return batchSize != null && batchSize > 0;
    }

    /** Notes that a lock is given up, by this session or for another. */
    void unlocked(HeldLock lock) {
        if (locks != null) {
            locks.remove(lock);
        }
    }

    /** Notes that the transaction changes rows of a region by a statement, so nobody knows which. */
    void changedInBulk(Entries region, SharedSessionContractImplementor session) {
        if (changedInBulk == null) {
            changedInBulk = new HashSet<>();
        }
        changedInBulk.add(region);
        if (written != null) {
            written.remove(region);
        }
        if (!session.isEventSource() && !hearsOfTheEnd && session.isTransactionInProgress()) {
            TransactionCoordinator coordinator = session.getTransactionCoordinator();
            coordinator.addObserver(new StatelessEnd(coordinator));
            hearsOfTheEnd = true;
        }
    }

    /**
     * Ends the transaction of a stateless session, which does not tell of that itself, and cleans up after statements for
     * many rows before it executes them.
     */
    private final class StatelessEnd implements TransactionObserver {
        private final TransactionCoordinator coordinator;

        StatelessEnd(TransactionCoordinator coordinator) {
            this.coordinator = coordinator;
        }

        @Override
        public void afterBegin() {}

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(boolean successful, boolean delayed) {
            coordinator.removeObserver(this);
            hearsOfTheEnd = false;
            Set<Entries> regions = changedInBulk;
            transactionCompleted(successful);
            if (regions != null) {
                forEach(regions, Entries::evictAll);
            }
        }
    }

    /** Whether the cache has nothing to say to this transaction about a region, nor this transaction to the cache. */
    boolean hasChangedInBulk(Entries region) {
        return changedInBulk != null && changedInBulk.contains(region);
    }

    /** Whether the transaction changed a key, or may have. */
    boolean hasChanged(Entries region, Object key) {
        return hasChangedInBulk(region) || writtenTo(region, key) != null;
    }

    /** Whether the transaction changed any key that was cached or could have been, or may have. */
    boolean hasChanges() {
        return (locks != null && !locks.isEmpty())
                || (written != null && written.values().stream().anyMatch(ofRegion -> !ofRegion.isEmpty()));
    }

    void write(Entries region, Object key, @Nullable Object state) {
        if (written == null) {
            written = new HashMap<>();
        }
        written.computeIfAbsent(region, first -> new HashMap<>()).put(key, new Written(state));
    }

    /** What this transaction wrote to a key, or null if it did not. */
    @Nullable Written writtenTo(Entries region, Object key) {
        Map<Object, Written> ofRegion = written == null ? null : written.get(region);
        return ofRegion == null ? null : ofRegion.get(key);
    }

    void forget(Entries region, Object key) {
        Map<Object, Written> ofRegion = written == null ? null : written.get(region);
        if (ofRegion != null) {
            ofRegion.remove(key);
        }
    }
}
