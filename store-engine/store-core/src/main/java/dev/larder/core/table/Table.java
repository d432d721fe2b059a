package dev.larder.core.table;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a keyspace by key. Reads take no lock. A table knows nothing of operations: it finds, adds and drops
 * entries, and says which should go when there are too many.
 *
 * <p>All methods are safe from any thread; those that name an entry must be called by its holder where they say so.
 */
public interface Table<K, V> {
    /** The entry, or null; tells the eviction policy of a read. */
    @Nullable Entry<K, V> read(K key);

    /** The entry, or null; the eviction policy is not told. */
    @Nullable Entry<K, V> find(K key);

    /** Tells the eviction policy of a read of an entry that was found. */
    void recordRead(Entry<K, V> entry);

    /** Adds an entry unless the key has one; returns the one it has, or null if the entry was added. */
    @Nullable Entry<K, V> putIfAbsent(Entry<K, V> entry);

    /** Puts another entry into an entry's place; for the holder. Returns false if it is no longer in the table. */
    boolean replace(Entry<K, V> entry, Entry<K, V> successor);

    /** Takes an entry out of the table, unless that was done; for the holder. */
    void remove(Entry<K, V> entry);

    /**
     * Tells the policy that an entry was created, written, removed, or named as a victim and not removed. The policy looks
     * at the entry when it gets to it, so the order in which several threads tell does not matter.
     */
    void recordWrite(Entry<K, V> entry);

    /**
     * Names entries to remove so that others fit, the least worth keeping first. An entry that could not be removed is
     * given to {@link #recordWrite}.
     */
    List<Entry<K, V>> victims(long weightToFree, int max);

    /** The same until the weight of the others is within the capacity; none if it is. */
    List<Entry<K, V>> excess(int max);

    /** Whether the policy hears of reads and writes, so that entries must be {@link PolicyEntry}. */
    boolean tracksEntries();

    /** How many entries there are, with those that are due and those whose first writer decides. */
    long count();

    /** All entries, weakly consistent. */
    Iterator<Entry<K, V>> iterator();

    /** Lets the policy catch up with what it was told. */
    void maintain();
}
