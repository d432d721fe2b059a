package dev.larder.core.table;

import org.jspecify.annotations.Nullable;

/**
 * An entry that records its own history.
 *
 * <p>The times and the count are written without atomic steps, by readers too: a reader's mark may be lost to another's.
 */
public final class TrackedEntry<K, V> extends PolicyEntry<K, V> {
    private int hits;
    private volatile long createdAtMillis = UNTRACKED;
    private volatile long updatedAtMillis = UNTRACKED;
    private volatile long accessedAtMillis = UNTRACKED;

    /**
     * A new entry that no other thread knows yet.
     *
     * @param counted whether it takes 1 of the capacity, not its size
     */
    public TrackedEntry(K key, @Nullable V value, long version, boolean locked, boolean counted) {
        super(key, value, version, locked, counted);
    }

    @Override
    public long createdAtMillis() {
        return createdAtMillis;
    }

    @Override
    public long updatedAtMillis() {
        return updatedAtMillis;
    }

    @Override
    public long accessedAtMillis() {
        return accessedAtMillis;
    }

    @Override
    public long hitCount() {
        return hits;
    }

    /** Notes a change of the value; for the holder. */
    public void recordUpdate(long nowMillis, boolean created) {
        if (created) {
            createdAtMillis = nowMillis;
            hits = 0;
        }
        updatedAtMillis = nowMillis;
        accessedAtMillis = nowMillis;
    }

    /** Notes a read. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void recordRead(long nowMillis) {
        hits++;
        accessedAtMillis = nowMillis;
    }
}
