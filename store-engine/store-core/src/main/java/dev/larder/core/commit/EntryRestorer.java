package dev.larder.core.commit;

import dev.larder.core.table.Entry;
import dev.larder.core.table.EntryLock;
import dev.larder.core.table.EntryLock.Outcome;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.EvictionHint;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.spi.StoreClock;
import org.jspecify.annotations.Nullable;

/**
 * Puts entries back that were read from disk, while others may use the keyspace already. What is newer in the table stays;
 * what was removed since does not come back. Nobody is told, and nothing is recorded.
 *
 * <p>Safe from any thread; of one key, what was recorded must come in its order.
 */
public final class EntryRestorer<K, V> {
    private final EntryWriter<K, V> writer;
    private final EntryHolder<K, V> holder;
    private final StoreClock clock;
    private final Outdated<K> outdated;

    EntryRestorer(EntryWriter<K, V> writer, EntryHolder<K, V> holder, StoreClock clock, Outdated<K> outdated) {
        this.writer = writer;
        this.holder = holder;
        this.clock = clock;
        this.outdated = outdated;
    }

    /** Knows what was removed since a load from disk began. */
    @FunctionalInterface
    public interface Outdated<K> {
        /** Whether the key was removed by a change above that version; asked by the key's holder. */
        boolean isOutdated(K key, long version);
    }

    /**
     * Puts an entry back.
     *
     * @param version the version that the put gave it
     * @param deadlineMillis epoch milliseconds, or {@link EntryView#NEVER}
     * @param writtenAtMillis when it was put, or 0 where that is not known
     * @throws dev.larder.store.EntryTooLargeException if the keyspace does not take entries as large as this one
     * @throws dev.larder.store.CapacityExceededException if there is no room, and the keyspace evicts nothing
     */
    public void put(
            K key,
            V value,
            long version,
            long deadlineMillis,
            boolean ownDeadline,
            boolean pinned,
            long writtenAtMillis) {
        Decision.Put<V> put =
                new Decision.Put<>(value, deadlineMillis, pinned ? EvictionHint.PINNED : EvictionHint.NORMAL);
        long nowMillis = deadlineMillis == EntryView.NEVER ? 0 : clock.millis();
        boolean due = deadlineMillis != EntryView.NEVER && deadlineMillis <= nowMillis;
        Entry<K, V> entry = due ? hold(key) : holdOrPlace(key, put);
        if (entry == null) {
            return;
        }
        try {
            if (due) {
                // What was there before it is no more, either.
                writer.discard(entry, version);
            } else if ((entry.value() == null || entry.rawVersion() < version) && !outdated.isOutdated(key, version)) {
                entry = holder.entryFor(key, entry, put);
                writer.restore(
                        key, entry, put, ownDeadline, version, writtenAtMillis == 0 ? nowMillis : writtenAtMillis);
            }
        } finally {
            holder.settle(entry);
        }
    }

    /** Takes an entry away again that was put back, if the removal is newer. */
    public void remove(K key, long version) {
        Entry<K, V> entry = hold(key);
        if (entry != null) {
            writer.discard(entry, version);
            holder.settle(entry);
        }
    }

    /** Records that a key which is absent has nothing, so that what disk has of it does not come back. */
    public void forget(K key) {
        Entry<K, V> place = holder.keepPlace(key);
        if (place == null) {
            return;
        }
        try {
            writer.removeAbsent(key, place, null);
        } catch (StorageFullException | StorageFailedException unrecorded) {
            // It is left out again when it is read next.
        } finally {
            holder.settle(place);
        }
    }

    private Entry<K, V> holdOrPlace(K key, Decision.Put<V> put) {
        while (true) {
            Entry<K, V> entry = hold(key);
            if (entry != null) {
                return entry;
            }
            Entry<K, V> place = holder.newEntry(key, put, EntryHolder.hasOwnDeadline(put));
            if (holder.add(place)) {
                return place;
            }
        }
    }

    private @Nullable Entry<K, V> hold(K key) {
        while (true) {
            Entry<K, V> entry = writer.table.find(key);
            if (entry == null || EntryLock.lock(entry, key) != Outcome.DEAD) {
                return entry;
            }
            Thread.onSpinWait();
        }
    }
}
