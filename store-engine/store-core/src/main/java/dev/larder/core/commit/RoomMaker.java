package dev.larder.core.commit;

import dev.larder.core.table.Entry;
import dev.larder.core.table.EntryLock;
import dev.larder.core.table.Table;
import dev.larder.store.RemovalCause;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.StoreClosedException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evicts what does not fit. Called after writes, by threads that hold
 * nothing for it. An entry that is held just now is left for another time.
 *
 * <p>Safe from any thread.
 */
final class RoomMaker<K, V> {
    /** What is held when it is named is handed back, and others are named; not for ever, since all may be held. */
    private static final int MOST_FRUITLESS_ROUNDS = 4;

    private final Table<K, V> table;
    private final EntryWriter<K, V> writer;
    private final EntryHolder<K, V> holder;
    private final int victimsAtOnce;

    RoomMaker(EntryWriter<K, V> writer, EntryHolder<K, V> holder, int victimsAtOnce) {
        table = writer.table;
        this.writer = writer;
        this.holder = holder;
        this.victimsAtOnce = victimsAtOnce;
    }

    /**
     * Makes room in the table, and in the store.
     *
     * @return what synchronous listeners threw, or null
     */
    @Nullable RuntimeException makeRoom() {
        RuntimeException failure = null;
        List<Entry<K, V>> victims = table.excess(victimsAtOnce);
        int fruitlessRounds = 0;
        while (!victims.isEmpty()) {
            failure = EntryWriter.first(failure, evictOrHandBack(victims));
            fruitlessRounds = isAnyDead(victims) ? 0 : fruitlessRounds + 1;
            victims = fruitlessRounds < MOST_FRUITLESS_ROUNDS ? table.excess(victimsAtOnce) : List.of();
        }
        return EntryWriter.first(failure, writer.weights.relieveStore());
    }

    private static <K, V> boolean isAnyDead(List<Entry<K, V>> victims) {
        for (Entry<K, V> victim : victims) {
            if (victim.isDead()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Evicts the entries that are least worth keeping until so many bytes are free, a few at a time. They are named one by
     * one, since a policy takes what was named and then handed back for just used.
     *
     * @param failures is given what synchronous listeners threw
     * @return how many bytes were freed
     */
    long evictBytes(long bytesToFree, Consumer<RuntimeException> failures) {
        long freedBytes = 0;
        for (int i = 0; i < victimsAtOnce && freedBytes < bytesToFree; i++) {
            List<Entry<K, V>> victims = table.victims(1, 1);
            if (victims.isEmpty()) {
                break;
            }
            Entry<K, V> victim = victims.get(0);
            int sizeBytes = victim.sizeBytes();
            RuntimeException failure = evictOrHandBack(victim);
            if (failure != null) {
                failures.accept(failure);
            }
            freedBytes += victim.isDead() ? sizeBytes : 0;
        }
        return freedBytes;
    }

    /** Evicts victims; whatever happens, each is dead afterwards or was handed back. */
    private @Nullable RuntimeException evictOrHandBack(List<Entry<K, V>> victims) {
        RuntimeException failure = null;
        int settled = 0;
        try {
            while (settled < victims.size()) {
                failure = EntryWriter.first(failure, evictOrHandBack(victims.get(settled++)));
            }
        } finally {
            victims.subList(settled, victims.size()).forEach(table::recordWrite);
        }
        return failure;
    }

    /**
     * Evicts a victim, unless somebody holds it or pinned it since it was named: it is dead or handed back afterwards.
     *
     * @return what synchronous listeners threw, or null
     */
    private @Nullable RuntimeException evictOrHandBack(Entry<K, V> victim) {
        try {
            return EntryLock.tryLock(victim) ? evictHeld(victim) : null;
        } finally {
            if (!victim.isDead()) {
                table.recordWrite(victim);
            }
        }
    }

    private @Nullable RuntimeException evictHeld(Entry<K, V> victim) {
        try {
            return victim.isPinned() ? null : writer.remove(victim.key(), victim, RemovalCause.SIZE, null);
        } catch (StorageFullException | StorageFailedException | StoreClosedException refused) {
            // It stays: gone from memory alone, it would be back after a restart. Writes fail by now, so nothing is
            // added.
            return null;
        } finally {
            holder.settle(victim);
        }
    }
}
