package dev.larder.hibernate.access;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.Entries;
import dev.larder.hibernate.entry.Replacement;
import org.hibernate.CacheMode;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.SoftLock;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * What an access type does with the entries of a region, for entities, collections and natural ids alike. The calls are
 * those of {@link org.hibernate.cache.spi.access.EntityDataAccess}, which tells when Hibernate makes them.
 *
 * <p>Safe for use by any number of sessions.
 */
abstract class AccessStrategy {
    final Entries entries;

    AccessStrategy(Entries entries) {
        this.entries = entries;
    }

    abstract AccessType type();

    @Nullable Object get(SharedSessionContractImplementor session, Object key) {
        Item item = entries.find(key);
        return item == null || SessionChanges.of(session).hasChanged(entries, key) ? null : item.value();
    }

    final boolean putFromLoad(
            SharedSessionContractImplementor session,
            Object key,
            Object value,
            @Nullable Object version,
            boolean minimalPut) {
        SessionChanges changes = SessionChanges.of(session);
        // What the session loads now may be what it has not committed yet.
        return !changes.hasChangedInBulk(entries)
                && !SessionChanges.mayHaveInserted(session)
                && entries.putLoaded(
                        key, value, version, changes.getCachingTimestamp(), replacement(session, minimalPut));
    }

    private Replacement replacement(SharedSessionContractImplementor session, boolean minimalPut) {
        // The application says that the row may have changed behind the cache, which no version tells.
        return refreshes(session.getCacheMode()) ? Replacement.NOT_NEWER : replacement(minimalPut);
    }

    /** Hibernate 7.4 has two modes that do. */
    private static boolean refreshes(CacheMode mode) {
        return mode.isPutEnabled() && !mode.isGetEnabled() && mode != CacheMode.PUT;
    }

    /** Whether a load takes the place of what is cached, when nobody asked to refresh it. */
    abstract Replacement replacement(boolean minimalPut);

    /** Locks nothing. But from now on others may put what is committed, which is older than what the session will see. */
    @Nullable SoftLock lock(SharedSessionContractImplementor session, Object key) {
        SessionChanges.of(session).write(entries, key, null);
        return null;
    }

    void unlock(SharedSessionContractImplementor session, Object key, @Nullable SoftLock lock) {
        if (!SessionChanges.isAmidTransaction(session)) {
            SessionChanges.of(session).forget(entries, key);
        }
        entries.evict(key);
    }

    void remove(SharedSessionContractImplementor session, Object key) {
        entries.evict(key);
        SessionChanges.of(session).executed(session);
    }

    void removeAll(SharedSessionContractImplementor session) {
        SessionChanges.of(session).changedInBulk(entries, session);
        entries.evictAll();
    }

    boolean insert(SharedSessionContractImplementor session, Object key, Object value) {
        return false;
    }

    boolean afterInsert(SharedSessionContractImplementor session, Object key, Object value, @Nullable Object version) {
        return entries.putInserted(
                key, value, version, SessionChanges.of(session).getCachingTimestamp());
    }

    abstract boolean update(SharedSessionContractImplementor session, Object key, Object value);

    abstract boolean afterUpdate(
            SharedSessionContractImplementor session,
            Object key,
            Object value,
            @Nullable Object version,
            @Nullable SoftLock lock);
}
