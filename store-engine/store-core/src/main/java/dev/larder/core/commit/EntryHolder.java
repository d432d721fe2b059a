package dev.larder.core.commit;

import dev.larder.core.table.Entry;
import dev.larder.core.table.EntryLock;
import dev.larder.core.table.ExpiringEntry;
import dev.larder.core.table.HeldKeys;
import dev.larder.core.table.Table;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.EvictionHint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entry that stands for a key, makes one where there is none, and gives held entries up. Sees to it that a key
 * never has two holders, also when the table evicts an entry while it is held.
 *
 * <p>Safe from any thread.
 */
/*
 * An entry may be evicted by the table while it is held (Caffeine asks nobody). It is then an orphan: not in the table,
 * still held. Its holder finds that out when it gives the entry up, and puts it into the table again if it wrote it, or
 * else reports the eviction. Until then nobody else may use the key, or two holders would act on it at once: writers
 * look among the orphans first. An entry is noted as an orphan before the table lets go of it, so whoever gets hold of
 * another entry of the key that came into the table later, and looks again then, sees the orphan and gives way. It is
 * taken off the list before it is put back; another writer who comes in that moment wins, and the held write counts as
 * made and evicted just before. The holder's user code is over by then.
 */
final class EntryHolder<K, V> {
    private static final long HOLDERS_VERSIONS = 1 << 16;

    private final Table<K, V> table;
    private final EntryFactory entries;
    private final EntryWriter<K, V> writer;
    private final Map<K, Entry<K, V>> orphans = new ConcurrentHashMap<>(2);
    private final ConcurrentLinkedQueue<Entry<K, V>> evicted = new ConcurrentLinkedQueue<>();

    EntryHolder(Rooms<K, V> rooms, EntryWriter<K, V> writer) {
        table = rooms.table();
        entries = rooms.entries();
        this.writer = writer;
    }

    /** The entry that stands for the key, an orphan before any other; or null. Counts as a read for the policy. */
    @Nullable Entry<K, V> find(K key) {
        Entry<K, V> entry = table.read(key);
        Entry<K, V> orphan = orphans.isEmpty() ? null : orphans.get(key);
        return orphan == null ? entry : orphan;
    }

    /** Whether code that runs on the calling thread holds the key and must not change it. */
    boolean isHeldByCaller(K key) {
        Entry<K, V> entry = find(key);
        return entry != null && entry.isLocked() && HeldKeys.current().forbids(entry);
    }

    /** Holds a key that has no entry by putting an empty one into its place; null if somebody else was faster. */
    @Nullable Entry<K, V> keepPlace(K key) {
        Entry<K, V> place =
                entries.create(key, null, writer.floors.firstVersion(key), true, writer.weights.countsEntries());
        if (table.putIfAbsent(place) != null) {
            return null;
        }
        return givesWay(key, place) ? null : place;
    }

    /**
     * Gives an entry that was just locked up again if somebody still holds an orphan of its key, which has the older
     * right; {@link #find} then finds that one.
     */
    boolean givesWay(K key, Entry<K, V> entry) {
        // The entry itself may be evicted by now, and an orphan; it is only another one that it gives way to.
        Entry<K, V> orphan = orphans.isEmpty() ? null : orphans.get(key);
        if (orphan == null || orphan.equals(entry)) {
            return false;
        }
        RuntimeException failure = settle(key, entry, false, 0);
        if (failure != null) {
            throw failure;
        }
        return true;
    }

    /** Makes an entry that can take what the put brings; nobody knows it yet. */
    Entry<K, V> newEntry(K key, Decision.Put<V> put, boolean ownDeadline) {
        EntryFactory factory = entries;
        if (factory == EntryFactory.LEAN && (ownDeadline || put.hint() == EvictionHint.PINNED)) {
            factory = EntryFactory.EXPIRING;
        }
        if (ownDeadline) {
            writer.expectDeadlines();
        }
        return factory.create(key, null, writer.floors.firstVersion(key), false, writer.weights.countsEntries());
    }

    /** The entry, or in its place one that can take what the put brings. */
    Entry<K, V> entryFor(K key, Entry<K, V> entry, Decision.Put<V> put) {
        return hasOwnDeadline(put) || put.hint() == EvictionHint.PINNED ? expiringEntry(key, entry) : entry;
    }

    /** The entry, or in its place one that can expire. */
    Entry<K, V> expiringEntry(K key, Entry<K, V> entry) {
        writer.expectDeadlines();
        if (entry instanceof ExpiringEntry) {
            return entry;
        }
        Entry<K, V> successor =
                new ExpiringEntry<>(key, entry.value(), entry.rawVersion(), true, writer.weights.countsEntries());
        if (!table.replace(entry, successor)) {
            successor.evict();
            orphans.put(key, successor);
        }
        HeldKeys.current().moved(entry, successor);
        EntryLock.unlock(entry, 0, true);
        return successor;
    }

    /** Whether a put gives the entry a deadline other than the lifetime's. */
    static boolean hasOwnDeadline(Decision.Put<?> put) {
        return put.expiresAtMillis() != Decision.BY_LIFETIME && put.expiresAtMillis() != EntryView.NEVER;
    }

    /**
     * Gives up an entry: dead if it has no value, or if the table evicted it and it was not written.
     *
     * @param changes how many changes the holder made
     * @return what a synchronous listener of an eviction threw, or null
     */
    @Nullable RuntimeException settle(K key, Entry<K, V> entry, boolean wrote, int changes) {
        boolean mayReturn = wrote;
        while (entry.value() != null) {
            if (EntryLock.unlock(entry, changes, false)) {
                return null;
            }
            orphans.remove(key, entry);
            entry.clearEvicted();
            if (!mayReturn || !putBack(entry)) {
                writer.floors.raise(key, entry.rawVersion() + changes + 1);
                RuntimeException failure = writer.evicted(key, entry);
                EntryLock.unlock(entry, changes + 1, true);
                writer.gone(entry);
                return failure;
            }
            mayReturn = false;
        }
        writer.floors.raise(key, entry.rawVersion() + changes);
        table.remove(entry);
        EntryLock.unlock(entry, changes, true);
        if (entry.isEvicted()) {
            orphans.remove(key, entry);
        }
        writer.gone(entry);
        return null;
    }

    /** Returns a held entry that was evicted to the table; false if the key has another one by now. */
    private boolean putBack(Entry<K, V> entry) {
        while (true) {
            Entry<K, V> found = table.putIfAbsent(entry);
            if (found != entry) {
                return found == null;
            }
            // The eviction is told before the table lets go of the entry; that moment is not over.
            Thread.onSpinWait();
        }
    }

    /** Called by the table, inside its lock, when it evicts an entry by itself. */
    void evicting(Entry<K, V> entry) {
        K key = entry.key();
        if (!entry.evictIfFree()) {
            // Not over an older orphan of the key: this one's holder is about to give way to it.
            orphans.putIfAbsent(key, entry);
            if (!entry.evict()) {
                // Its holder may still count up the version: leave room, should another entry be created meanwhile.
                writer.floors.raise(key, entry.rawVersion() + HOLDERS_VERSIONS);
                return;
            }
            orphans.remove(key, entry);
        }
        writer.floors.raise(key, entry.rawVersion() + 1);
        if (entry.value() == null) {
            return;
        }
        if (writer.fanout.isActive() || entry instanceof ExpiringEntry) {
            evicted.add(entry);
        } else {
            // Nobody must be told, and only sums change, so it need not wait until the table's lock is free.
            writer.evicted(key, entry);
        }
    }

    /** An entry that the table evicted by itself and of which nobody was told yet, or null. */
    @Nullable Entry<K, V> pollEvicted() {
        return evicted.isEmpty() ? null : evicted.poll();
    }
}
