package dev.larder.core.commit;

import dev.larder.core.commit.EntrySource.Stored;
import dev.larder.core.table.Entry;
import dev.larder.core.table.Table;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys of a keyspace whose table is but a cache.
 *
 * <p>Safe from any thread.
 */
public final class EntryFetcher<K, V> {
    private final Table<K, V> table;
    private final EntryHolder<K, V> holder;
    private final RoomMaker<K, V> roomMaker;

    EntryFetcher(Table<K, V> table, EntryHolder<K, V> holder, RoomMaker<K, V> roomMaker) {
        this.table = table;
        this.holder = holder;
        this.roomMaker = roomMaker;
    }

    /**
     * Looks at an entry that may be outside the table, bringing it in. Waits for nobody: while somebody holds a key whose
     * entry is not in the table, it is looked at where it is, which has every change before the table.
     *
     * @param look is given the entry, which may lose its value meanwhile; then it is asked again
     * @param lookOutside is given what there is outside the table
     * @return what they returned; null if there is no entry
     */
    public <R> @Nullable R fetch(
            K key, Function<Entry<K, V>, @Nullable R> look, Function<Stored<V>, @Nullable R> lookOutside) {
        while (true) {
            Entry<K, V> entry = table.find(key);
            if (entry == null) {
                Entry<K, V> place = holder.keepPlace(key);
                if (place != null) {
                    return lookAndSettle(place, look);
                }
            } else if (entry.value() != null) {
                R seen = look.apply(entry);
                if (seen != null || entry.value() != null) {
                    return seen;
                }
            } else if (entry.isLocked()) {
                Stored<V> stored = holder.peek(key);
                return stored == null ? null : lookOutside.apply(stored);
            } else {
                // About to leave the table.
                Thread.onSpinWait();
            }
        }
    }

    private <R> @Nullable R lookAndSettle(Entry<K, V> held, Function<Entry<K, V>, @Nullable R> look) {
        R seen;
        try {
            seen = held.value() == null ? null : look.apply(held);
        } finally {
            holder.settle(held);
        }
        RuntimeException failure = roomMaker.makeRoom();
        if (failure != null) {
            throw failure;
        }
        return seen;
    }
}
