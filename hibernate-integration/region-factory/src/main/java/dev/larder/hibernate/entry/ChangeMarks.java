package dev.larder.hibernate.entry;

import dev.larder.store.Capacity;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers when keys of a region were last changed, and when the region was last cleared, so that a session which began
 * before, and may have read the old state, does not put it into the cache.
 *
 * <p>Keys share marks by their hash codes, so the memory is constant, however many keys there are and were. A session may
 * therefore be refused for the change of another key; it then puts nothing, and the next does. There are as many marks as
 * the region may have entries, within limits, so that this stays seldom in a large one.
 *
 * <p>Safe from any thread. Who marks a key, and who asks about one before a write, holds the key's entry meanwhile.
 */
class ChangeMarks {
    private static final int FEWEST = 1 << 10;
    private static final int MOST = 1 << 16;
    /** What an entry is taken to weigh, where only bytes are limited. */
    private static final int ENTRY_BYTES = 512;

    private final AtomicLongArray changedAt;
    private final AtomicLong clearedAt = new AtomicLong();
    private final AtomicLong refusedUntil = new AtomicLong();

    /** Makes marks for a region of that capacity. */
    ChangeMarks(Capacity capacity) {
        long entries = MOST;
        if (capacity instanceof Capacity.Entries limit) {
            entries = limit.maximum();
        } else if (capacity instanceof Capacity.Bytes limit) {
            entries = limit.maximum() / ENTRY_BYTES;
        }
        int atLeast = (int) Math.max(FEWEST, Math.min(MOST, entries));
        changedAt = new AtomicLongArray(Integer.highestOneBit(2 * atLeast - 1));
    }

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

    private int stripeOf(Object key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (changedAt.length() - 1);
    }
}
