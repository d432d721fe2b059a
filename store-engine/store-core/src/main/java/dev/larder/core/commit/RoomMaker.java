package dev.larder.core.commit;

import dev.larder.core.table.Entry;
import dev.larder.core.table.EntryLock;
import dev.larder.core.table.Table;
import dev.larder.store.RemovalCause;
import org.jspecify.annotations.Nullable;

/**
 * Evicts what does not fit. Called after writes, by threads that hold
 * nothing for it. An entry that is held just now is left for another time.
 *
 * <p>Safe from any thread.
 */
final class RoomMaker<K, V> {
    private static final int VICTIMS_AT_ONCE = 16;

    private final Table<K, V> table;
    private final EntryWriter<K, V> writer;
    private final EntryHolder<K, V> holder;

    RoomMaker(EntryWriter<K, V> writer, EntryHolder<K, V> holder) {
        table = writer.table;
        this.writer = writer;
        this.holder = holder;
    }

    /**
     * Makes room in the table, and in the store.
     *
     * @return what synchronous listeners threw, or null
     */
    @Nullable RuntimeException makeRoom() {
        RuntimeException failure = null;
        long excess = table.excessWeight();
        while (excess > 0) {
            boolean evictedAny = false;
            for (Entry<K, V> victim : table.victims(excess, VICTIMS_AT_ONCE)) {
                Eviction eviction = evictOrHandBack(victim);
                evictedAny |= eviction.gone();
                failure = EntryWriter.first(failure, eviction.failure());
            }
            excess = evictedAny ? table.excessWeight() : 0;
        }
        writer.weights.relieveStore();
        return failure;
    }

    /** Evicts the entries that are least worth keeping until so many bytes are free; returns how many are. */
    long evictBytes(long bytesToFree) {
        long freed = 0;
        for (Entry<K, V> victim : table.victims(Long.MAX_VALUE, VICTIMS_AT_ONCE)) {
            int sizeBytes = victim.sizeBytes();
            if (freed >= bytesToFree) {
                table.recordWrite(victim, victim.weight());
            } else if (evictOrHandBack(victim).gone()) {
                freed += sizeBytes;
            }
        }
        return freed;
    }

    /** What became of a victim, and what listeners threw. */
    private record Eviction(boolean gone, @Nullable RuntimeException failure) {}

    private Eviction evictOrHandBack(Entry<K, V> victim) {
        K key = victim.key();
        if (EntryLock.tryLock(victim)) {
            RuntimeException failure = writer.remove(key, victim, RemovalCause.SIZE);
            holder.settle(victim);
            return new Eviction(true, failure);
        }
        if (victim.isDead()) {
            return new Eviction(true, null);
        }
        table.recordWrite(victim, victim.weight());
        return new Eviction(false, null);
    }
}
