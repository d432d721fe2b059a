package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import org.hibernate.cache.spi.access.SoftLock;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one region. Every method but those on all entries is one atomic step on its key. Safe from any thread.
 */
public interface Entries {
    /** The state cached for a key, or null if there is none or the key is locked. Counts as a read. */
    @Nullable Item find(Object key);

    /** Whether there is state cached for a key. Does not count as a read. */
    boolean contains(Object key);

    /**
     * Puts state that a session loaded, unless the key is locked, or was changed since the session began.
     *
     * @param readerTimestamp when the session, or its transaction, began
     * @return whether it was put
     */
    boolean putLoaded(
            Object key, Object value, @Nullable Object version, long readerTimestamp, Replacement replacement);

    /**
     * Locks a key for a transaction that is about to change it; it may be locked already.
     *
     * @param ownerTimestamp when the transaction began
     * @param readSince when the session may have read what it is about to change, at the earliest; not after the begin
     * @return what to unlock it with
     */
    KeyLock lock(Object key, long ownerTimestamp, long readSince);

    /** Gives a lock up without state to cache. */
    void unlock(Object key, @Nullable SoftLock lock);

    /** Gives a lock up under which nothing was changed, without state to cache; what others have read is not out of date. */
    void unlockUnchanged(Object key, @Nullable SoftLock lock);

    /**
     * Gives a lock up and puts the state that its holder has committed, if nobody else locked, changed or evicted the key
     * since the holder may have read it.
     *
     * @return whether it was put
     */
    boolean putCommitted(Object key, Object value, @Nullable Object version, @Nullable SoftLock lock);

    /**
     * Puts the state of a key that a transaction has created and committed, unless somebody was faster.
     *
     * @param ownerTimestamp when the transaction began
     * @return whether it was put
     */
    boolean putInserted(Object key, Object value, @Nullable Object version, long ownerTimestamp);

    /** Removes the state of a key and refuses what was read before. A lock stays. */
    void evict(Object key);

    /** Removes all state and refuses what was read before. Locks stay. */
    void evictAll();

    /** How many entries there are. */
    long count();

    /** Their bytes, or 0 where they are not weighed. */
    long sizeBytes();

    /** Removes everything for good. */
    void drop();
}
