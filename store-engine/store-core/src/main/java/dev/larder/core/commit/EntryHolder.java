package dev.larder.core.commit;

import dev.larder.core.commit.EntrySource.Stored;
import dev.larder.core.table.Entry;
import dev.larder.core.table.EntryLock;
import dev.larder.core.table.ExpiringEntry;
import dev.larder.core.table.HeldKeys;
import dev.larder.core.table.Table;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.EvictionHint;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries for keys that have none, and gives held entries up. An entry enters the table held, and leaves it held, so
 * a key never has two holders.
 *
 * <p>Safe from any thread.
 */
final class EntryHolder<K, V> {
    private final Table<K, V> table;
    private final EntryFactory entries;
    private final EntryWriter<K, V> writer;
    private final @Nullable EntrySource<K, V> source;

    EntryHolder(Rooms<K, V> rooms, EntryWriter<K, V> writer) {
        table = rooms.table();
        entries = rooms.entries();
        this.writer = writer;
        source = rooms.source();
    }

    /** Whether code that runs on the calling thread holds the key and must not change it. */
    boolean isHeldByCaller(K key) {
        Entry<K, V> entry = table.find(key);
        return entry != null && entry.isLocked() && HeldKeys.current().forbids(entry);
    }

    /**
     * Holds a key that has no entry by putting one into its place, which is empty unless the key has an entry outside the
     * table; null if somebody else was faster.
     */
    @Nullable Entry<K, V> keepPlace(K key) {
        Entry<K, V> place =
                entries.create(key, null, writer.floors.firstVersion(key), true, writer.weights.countsEntries());
        if (!add(place)) {
            return null;
        }
        if (source != null) {
            fill(key, place, source);
        }
        return place;
    }

    /** What there is of a key outside the table, whoever holds it; null if nothing. */
    @Nullable Stored<V> peek(K key) {
        return source == null ? null : source.peek(key);
    }

    private void fill(K key, Entry<K, V> place, EntrySource<K, V> from) {
        try {
            Stored<V> stored = from.find(key);
            if (stored != null) {
                EvictionHint hint = stored.pinned() ? EvictionHint.PINNED : EvictionHint.NORMAL;
                if (stored.deadlineMillis() != EntryView.NEVER) {
                    writer.expectDeadlines();
                }
                writer.restore(
                        key,
                        place,
                        new Decision.Put<>(stored.value(), stored.deadlineMillis(), hint),
                        stored.ownDeadline(),
                        stored.version(),
                        stored.writtenAtMillis());
            }
        } catch (Throwable failure) {
            settle(place);
            throw failure;
        }
    }

    /** Makes a held entry that can take what the put brings; nobody knows it yet. */
    Entry<K, V> newEntry(K key, Decision.Put<V> put, boolean ownDeadline) {
        EntryFactory factory = entries;
        if (factory == EntryFactory.LEAN && (ownDeadline || put.hint() == EvictionHint.PINNED)) {
            factory = EntryFactory.EXPIRING;
        }
        if (ownDeadline) {
            writer.expectDeadlines();
        }
        return factory.create(key, null, writer.floors.firstVersion(key), true, writer.weights.countsEntries());
    }

    /** Puts a held entry into the table; returns whether its key had none. */
    boolean add(Entry<K, V> entry) {
        if (table.putIfAbsent(entry) != null) {
            return false;
        }
        // The key may have come and gone again since the entry was made.
        long version = writer.floors.firstVersion(entry.key());
        if (entry.rawVersion() < version) {
            entry.setVersion(version);
        }
        return true;
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
            throw new IllegalStateException("Key '" + key + "' is not found where it was stored, so its hash code has"
                    + " changed. Keys must not be changed while they are in use; remove the key's entry with clear().");
        }
        HeldKeys.current().moved(entry, successor);
        EntryLock.unlockDead(entry);
        return successor;
    }

    /** Whether a put gives the entry a deadline other than the lifetime's. */
    static boolean hasOwnDeadline(Decision.Put<?> put) {
        return put.expiresAtMillis() != Decision.BY_LIFETIME && put.expiresAtMillis() != EntryView.NEVER;
    }

    /** Gives up an entry: dead, and out of the table, if it has no value. */
    void settle(Entry<K, V> entry) {
        if (entry.value() != null) {
            EntryLock.unlock(entry);
            return;
        }
        writer.floors.raise(entry.key(), entry.rawVersion());
        table.remove(entry);
        EntryLock.unlockDead(entry);
        writer.gone(entry);
    }
}
