package dev.larder.core.commit;

import dev.larder.core.fanout.ChangeFanout;
import dev.larder.core.stats.KeyspaceCounters;
import dev.larder.core.table.Entry;
import dev.larder.core.table.HeldKeys;
import dev.larder.store.Change;
import dev.larder.store.RemovalCause;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners and counters of changes of an entry that the calling thread holds.
 *
 * <p>Safe from any thread.
 */
final class Telling<K, V> {
    private final ChangeFanout<K, V> fanout;
    private final KeyspaceCounters counters;

    Telling(ChangeFanout<K, V> fanout, KeyspaceCounters counters) {
        this.fanout = fanout;
        this.counters = counters;
    }

    /** Tells of a removal, which has been made; returns what a synchronous listener threw, or null. */
    @Nullable RuntimeException removed(RemovalCause cause, K key, Entry<K, V> entry, V before) {
        Change.Kind kind =
                switch (cause) {
                    case EXPLICIT -> Change.Kind.REMOVED;
                    case EXPIRED -> Change.Kind.EXPIRED;
                    case SIZE -> Change.Kind.EVICTED;
                };
        if (kind == Change.Kind.EXPIRED) {
            counters.expiration();
        } else if (kind == Change.Kind.EVICTED) {
            counters.eviction();
        }
        return tell(kind, key, entry, before, before);
    }

    /** Tells of a change, which has been made; returns what a synchronous listener threw, or null. */
    @Nullable RuntimeException tell(Change.Kind kind, K key, Entry<K, V> entry, V value, @Nullable V before) {
        return fanout.isActive() ? tell(new Change<>(kind, key, value, before, entry.rawVersion()), entry) : null;
    }

    private @Nullable RuntimeException tell(Change<K, V> change, Entry<K, V> entry) {
        if (!fanout.isSynchronous()) {
            return fanout.tell(change);
        }
        HeldKeys held = HeldKeys.current();
        held.push(entry, false);
        try {
            return fanout.tell(change);
        } finally {
            held.pop();
        }
    }
}
