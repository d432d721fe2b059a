package dev.larder.core.commit;

import dev.larder.core.table.Entry;
import dev.larder.core.table.EntryLock;
import dev.larder.core.table.EntryLock.Outcome;
import dev.larder.core.table.HeldKeys;
import dev.larder.core.table.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds several keys while an action runs, which may work on them and keeps everybody else off.
 *
 * <p>Safe from any thread.
 */
final class KeyHolding<K, V> {
    private final Table<K, V> table;
    private final EntryHolder<K, V> holder;

    KeyHolding(Table<K, V> table, EntryHolder<K, V> holder) {
        this.table = table;
        this.holder = holder;
    }

    /**
     * See {@link dev.larder.store.Keyspace#holding}.
     *
     * @param reentrant whether operations on these keys may go on that the action makes, or who is told of what it does
     */
    <T extends @Nullable Object> T holding(Collection<? extends K> keys, boolean reentrant, Supplier<T> action) {
        // In one order for all callers, so that two of them seldom wait for each other; HeldKeys sees to it that they
        // never do for ever.
        List<K> ordered = new ArrayList<>(new LinkedHashSet<K>(keys));
        ordered.sort(Comparator.comparingInt(Object::hashCode));
        HeldKeys held = HeldKeys.current();
        int owned = 0;
        try {
            for (K key : ordered) {
                Entry<K, V> entry = hold(key);
                if (entry != null) {
                    held.push(entry, reentrant);
                    owned++;
                }
            }
            return action.get();
        } finally {
            giveUp(owned, held);
        }
    }

    /** Holds a key, or returns null if the calling thread holds it already. */
    private @Nullable Entry<K, V> hold(K key) {
        while (true) {
            Entry<K, V> entry = table.find(key);
            if (entry == null) {
                Entry<K, V> place = holder.keepPlace(key);
                if (place != null) {
                    return place;
                }
                continue;
            }
            Outcome outcome = EntryLock.lock(entry, key);
            if (outcome != Outcome.DEAD) {
                return outcome == Outcome.ACQUIRED ? entry : null;
            }
            Thread.onSpinWait();
        }
    }

    @SuppressWarnings("unchecked")
    private void giveUp(int count, HeldKeys held) {
        for (int i = 0; i < count; i++) {
            // Not what was pushed, if the entry was replaced meanwhile by one that can expire.
            holder.settle((Entry<K, V>) held.pop());
        }
    }
}
