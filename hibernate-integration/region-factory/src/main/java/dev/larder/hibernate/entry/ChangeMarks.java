package dev.larder.hibernate.entry;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers when keys of a region were last changed, and when the region was last cleared, so that a session which began
 * before, and may have read the old state, does not put it into the cache.
 *
 * <p>Keys share {@value #STRIPES} marks by their hash codes, so the memory is constant, however many keys there are and
 * were. A session may therefore be refused for the change of another key; it then puts nothing, and the next does.
 *
 * <p>Safe from any thread. Who marks a key, and who asks about one before a write, holds the key's entry meanwhile.
 */
class ChangeMarks {
    private static final int STRIPES = 1024;

    private final AtomicLongArray changedAt = new AtomicLongArray(STRIPES);
    private final AtomicLong clearedAt = new AtomicLong();
    private final AtomicLong refusedUntil = new AtomicLong();

    void changed(Object key, long timestamp) {
        changedAt.accumulateAndGet(stripeOf(key), timestamp, Math::max);
    }

    void cleared(long timestamp) {
        clearedAt.accumulateAndGet(timestamp, Math::max);
    }

    /** Refuses what sessions read that begin before that time, whatever its key; it stays visible that is there. */
    void refuseUntil(long timestamp) {
        refusedUntil.accumulateAndGet(timestamp, Math::max);
    }

    long clearedAt() {
        return clearedAt.get();
    }

    /** Whether the key may have changed since that time. */
    boolean changedSince(Object key, long timestamp) {
        return timestamp <= clearedAt.get()
                || timestamp <= changedAt.get(stripeOf(key))
                || timestamp <= refusedUntil.get();
    }

    private static int stripeOf(Object key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }
}
