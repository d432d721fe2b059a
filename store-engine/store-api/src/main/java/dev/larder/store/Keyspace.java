package dev.larder.store;

import dev.larder.store.Subscription.Delivery;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A named map whose every operation on one key is atomic. Reads take no lock and never wait for writers. Values are
 * handed out as they were put in: whoever changes a value in place breaks it for all.
 *
 * <p>Safe for use by any number of threads. Null keys and values are refused with {@link NullPointerException}. Every
 * method throws {@link StoreClosedException} once the keyspace or its store is closed.
 *
 * @param <K> the type of keys; {@code equals} and {@code hashCode} must not change while a key is in use
 * @param <V> the type of values
 */
public interface Keyspace<K, V> {
    /** The name it was created under. */
    String name();

    /** The settings it was created with. */
    KeyspaceConfig<K, V> config();

    // ---- reading ----

    /**
     * The value, or null. Counts as a read. Where the keyspace has a {@link Loader}, a missing value is loaded.
     *
     * @throws LoadFailedException if a load threw
     */
    @Nullable V get(K key);

    /** The value, or null; never loads. Counts as a read. */
    @Nullable V getIfPresent(K key);

    /** The values of those keys that have one, loading the others together where there is a loader. Counts as reads. */
    Map<K, V> getAll(Collection<? extends K> keys);

    /** Whether the key has a value. Does not count as a read and never loads. */
    boolean containsKey(K key);

    /**
     * A snapshot of the entry, absent or present. Does not count as a read and never loads.
     *
     * <p>One that is taken in the very moment of a write may have the new value with the version before; a {@link
     * #compareAndSet} with that version fails.
     */
    EntryView<V> view(K key);

    // ---- writing ----

    /** Sets the value. */
    void put(K key, V value);

    /** Sets the value with a time to live of its own, whatever the keyspace's lifetime says. */
    void put(K key, V value, Duration timeToLive);

    /** Sets the value and tells the eviction policy how to treat its entry, until it is put again. */
    void put(K key, V value, EvictionHint hint);

    /**
     * Sets the value and waits for what is given, instead of what the keyspace says. Any operation can: see {@link
     * Operations#withDurability}.
     */
    default void put(K key, V value, Durability durability) {
        run(key, Operations.withDurability(durability, Operations.put(value)));
    }

    /** Sets the value unless there is one; returns the one that was there, or null if the put was made. */
    @Nullable V putIfAbsent(K key, V value);

    /** The same, with a time to live of its own for the new entry. */
    @Nullable V putIfAbsent(K key, V value, Duration timeToLive);

    /** Sets each value; not atomic over the keys, for which there is {@link #writeBatch}. */
    void putAll(Map<? extends K, ? extends V> entries);

    /**
     * Makes several changes as one. Nobody else changes any of the keys meanwhile; where changes are recorded they are one
     * record, so that after a crash either all are there or none is. Readers may see some of them before the others, and so
     * may a snapshot of a keyspace that is kept by snapshots alone.
     *
     * @param changes what is to become of each key; {@link Decision.Touch} does nothing to an absent one
     * @throws RecursiveOperationException if the keys can't be held because that would never end; nothing was changed
     * @throws StorageFullException if the disk has no room for the record; nothing was changed
     * @throws EntryTooLargeException if all changes together are larger than 1 GiB on disk; nothing was changed
     */
    default void writeBatch(Map<? extends K, ? extends Decision<V>> changes) {
        writeBatch(changes, null);
    }

    /**
     * The same, waiting for what is given.
     *
     * @param durability null for what the keyspace says
     */
    void writeBatch(Map<? extends K, ? extends Decision<V>> changes, @Nullable Durability durability);

    /** Sets the value and returns the one before, or null. */
    @Nullable V getAndPut(K key, V value);

    /** Sets the value if there is one; returns whether there was. */
    boolean replace(K key, V value);

    /** Sets the value if the current one equals the expected one; returns whether it did. */
    boolean replace(K key, V expected, V value);

    /** Sets the value if the key's version is the expected one (0: the key is absent); returns whether it was. */
    boolean compareAndSet(K key, long expectedVersion, V value);

    /**
     * Sets the value to what the function makes of the key and the current value (null when absent); null removes the
     * entry. The function runs once, holding the key but no other; see {@link Operation}.
     *
     * @return the new value, or null
     */
    @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function);

    /** Sets the value to the given one, or to what the function makes of the current and the given one. */
    @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function);

    /** Removes the entry; returns whether there was one. */
    boolean remove(K key);

    /** Removes the entry if its value equals the given one; returns whether it did. */
    boolean remove(K key, V expected);

    /** Removes the entry if it has that version; returns whether it had. */
    boolean removeIfVersion(K key, long expectedVersion);

    /** Removes the entry and returns its value, or null. */
    @Nullable V getAndRemove(K key);

    /**
     * Removes every entry without telling listeners, and makes running loads worthless. An entry that another thread
     * writes meanwhile may stay.
     */
    void clear();

    /** Runs an operation; everything above is one. */
    <R> @Nullable R run(K key, Operation<K, V, R> operation);

    /**
     * Runs an action while no other thread can change the given keys; other threads wait, or read the old values. What
     * the action does to these keys through this keyspace happens at once and is seen at once.
     *
     * @return what the action returned
     * @throws RecursiveOperationException if the keys can't be held because that would never end
     */
    <T> T holding(Collection<? extends K> keys, Supplier<T> action);

    // ---- time to live ----

    /** How long the entry will live, null if it is absent, {@link Lifetime#ETERNAL} milliseconds if for ever. */
    @Nullable Duration timeToLive(K key);

    /**
     * Sets when the entry stops being visible to readers.
     *
     * @param deadlineMillis epoch milliseconds on the store's clock; a past deadline removes the entry
     * @return whether an entry was present
     */
    boolean expireAt(K key, long deadlineMillis);

    /** The same, so long from now. */
    boolean expireAfter(K key, Duration timeToLive);

    /** Takes the deadline off the entry; returns whether there was an entry. */
    boolean persist(K key);

    // ---- loading ----

    /**
     * Loads values and stores them.
     *
     * @param replaceExisting whether keys that have a value are loaded too
     * @throws IllegalStateException if the keyspace has no loader
     * @throws LoadFailedException if a load threw; what was loaded before stays
     */
    void loadAll(Set<? extends K> keys, boolean replaceExisting);

    /**
     * The value; a missing one is loaded by the given loader, at most once at a time for a key, however many callers ask
     * with whatever loaders. Counts as a read. Of the loader only {@link Loader#load} and {@link Loader#decide} are used.
     *
     * @return the value, or null if the load found none
     * @throws IllegalStateException if neither {@link KeyspaceConfig#callerLoads} is on nor the keyspace has a loader
     * @throws LoadFailedException if the load threw, this caller's or the one it joined
     */
    @Nullable V get(K key, Loader<K, V> loader);

    /**
     * Begins a load that the caller does on its own. Begin first, then look again whether the key has a value by now,
     * then read the source.
     *
     * @throws IllegalStateException if neither {@link KeyspaceConfig#callerLoads} is on nor the keyspace has a loader
     */
    PendingLoad<K, V> beginLoad(K key);

    /** Lets nothing be stored that loads in flight of these keys find; those who wait for one get it all the same. */
    void abandonLoads(Predicate<? super K> keys);

    /** Loads the value anew in the background; readers see the old one until then. Does nothing without a loader. */
    CompletionStage<@Nullable V> refresh(K key);

    // ---- everything ----

    /** How many entries there are, counting expired ones that were not yet removed; approximate while others write. */
    long size();

    /** The sum of the weights; 0 where entries are not weighed. */
    long weightBytes();

    /** Keys and snapshots of all entries, weakly consistent: neither blocks writers nor fails because of them. */
    Iterator<Map.Entry<K, EntryView<V>>> iterator();

    // ---- events and figures ----

    /** Tells the listener of every change of the given kinds from now on. */
    Subscription subscribe(Set<Change.Kind> kinds, Delivery delivery, ChangeListener<K, V> listener);

    /** Tells the listener, later and in order for each key, of what was evicted for size. */
    default Subscription onEvict(Consumer<Change<K, V>> listener) {
        return subscribe(Set.of(Change.Kind.EVICTED), Delivery.ASYNCHRONOUS, listener::accept);
    }

    /** Tells the listener, later and in order for each key, of what expired. */
    default Subscription onExpire(Consumer<Change<K, V>> listener) {
        return subscribe(Set.of(Change.Kind.EXPIRED), Delivery.ASYNCHRONOUS, listener::accept);
    }

    /** The keyspace's counters. */
    KeyspaceStats stats();

    /** The asynchronous form of this keyspace. */
    AsyncKeyspace<K, V> async();

    /** Removes due entries and lets the policy catch up now, instead of in the background. */
    void maintain();

    /**
     * Writes all entries to disk as they are now, while others go on writing; returns when they are there. Does nothing
     * where the keyspace is not kept on disk, or not by log and snapshot.
     */
    void snapshot();

    /**
     * Completes when the entries that were on disk are there; exceptionally if they could not be read. See {@link
     * Persistence.WhileLoading}.
     */
    CompletionStage<RestoreReport> restored();

    /** Whether the keyspace or its store was closed. */
    boolean isClosed();
}
