package dev.larder.jcache;

import dev.larder.copy.Copier;
import dev.larder.jcache.integration.Failures;
import dev.larder.jcache.management.CacheStatistics;
import dev.larder.jcache.management.CacheStatistics.Timer;
import dev.larder.jcache.operation.CacheOperation;
import dev.larder.jcache.operation.EntryOperations;
import dev.larder.jcache.processor.InvokeOperation;
import dev.larder.jcache.processor.ProcessorResult;
import dev.larder.store.Keyspace;
import dev.larder.store.RecursiveOperationException;
import dev.larder.store.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the standard on a keyspace of the engine: it checks arguments, copies keys and values where they are stored
 * by value, runs one engine operation for each call on a key, and counts.
 *
 * <p>{@code unwrap} gives the {@link Keyspace}, for what the standard has no words for. The keyspace hands out the stored
 * objects themselves, also where the cache stores by value: they must not be changed, and what is put through it is
 * neither copied nor written through.
 *
 * <p><b>Threads:</b> any.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class LarderCache<K, V> implements Cache<K, V> {
    private final LarderCacheManager manager;
    private final CacheParts<K, V> parts;
    private final EntryTypes<K, V> types;
    private final Keyspace<K, V> keyspace;
    private final Copier keys;
    private final Copier values;
    private final CacheReader<K, V> reader;
    private final EntryOperations<K, V> operations;
    private final BulkOperations<K, V> bulk;
    private final CacheLife<K, V> life;
    private final boolean putsPlainly;
    private volatile boolean closed;
    private volatile @Nullable CacheStatistics statistics;
    /** The keyspace as long as a read needs nothing else: the cache is open, nobody counts, no custom policy is asked. */
    private volatile @Nullable Keyspace<K, V> plainReads;

    LarderCache(
            LarderCacheManager manager,
            CacheParts<K, V> parts,
            LarderConfiguration<K, V> configuration,
            UserObjects userObjects) {
        this.manager = manager;
        this.parts = parts;
        types = parts.types();
        keyspace = parts.keyspace();
        keys = parts.keys();
        values = parts.values();
        reader = new CacheReader<>(parts);
        operations = parts.operations();
        bulk = new BulkOperations<>(parts, reader);
        putsPlainly = parts.putsPlainly();
        CacheSettings<K, V> settings = new CacheSettings<>(this, parts, configuration);
        life = new CacheLife<>(manager.getURI(), parts.name(), keyspace, settings, userObjects);
    }

    // ---- reading ----

    @Override
    public @Nullable V get(K key) {
        Keyspace<K, V> plain = plainReads;
        if (plain == null || key == null) {
            return getCarefully(key);
        }
        try {
            V value = plain.getIfPresent(key);
            return value != null ? values.copyOut(value) : copyOut(reader.load(key));
        } catch (RecursiveOperationException fromInsideAnOperationOnTheKey) {
            return getCarefully(key);
        } catch (StoreException e) {
            throw Failures.translate(e);
        }
    }

    private @Nullable V getCarefully(K key) {
        requireOpen();
        types.requireKey(key);
        CacheStatistics counting = statistics;
        if (counting != null) {
            return get(key, counting);
        }
        V value = reader.read(key);
        return copyOut(value != null ? value : reader.load(key));
    }

    private @Nullable V get(K key, CacheStatistics counting) {
        long startNanos = counting.start(Timer.GET);
        V value;
        try {
            value = reader.read(key);
        } catch (CacheEntryListenerException toldOfExpiry) {
            counting.miss(startNanos);
            throw toldOfExpiry;
        }
        if (value != null) {
            V copy = values.copyOut(value);
            counting.hit(startNanos);
            return copy;
        }
        try {
            return copyOut(reader.load(key));
        } finally {
            counting.miss(startNanos);
        }
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> wanted) {
        requireOpen();
        types.requireArgument(wanted, "getAll", "the keys to read, or an empty set");
        return bulk.getAll(wanted, statistics);
    }

    @Override
    public boolean containsKey(K key) {
        requireOpen();
        types.requireKey(key);
        try {
            return keyspace.containsKey(key);
        } catch (StoreException e) {
            throw Failures.translate(e);
        }
    }

    @Override
    public Iterator<Cache.Entry<K, V>> iterator() {
        requireOpen();
        return new EntryIterator<>(this, parts, reader);
    }

    /** How many entries there are, counting expired ones that were not yet removed; approximate while others write. */
    public long size() {
        requireOpen();
        return keyspace.size();
    }

    // ---- writing ----

    @Override
    public void put(K key, V value) {
        requireOpen();
        types.requireStorable(key, value);
        if (!putsPlainly) {
            run(keys.copyIn(key), operations.put(value, values.copyIn(value)));
            return;
        }
        CacheStatistics counting = statistics;
        long startNanos = counting == null ? CacheStatistics.UNTIMED : counting.start(Timer.PUT);
        try {
            keyspace.put(keys.copyIn(key), values.copyIn(value));
        } catch (StoreException e) {
            throw Failures.translate(e);
        } catch (CacheEntryListenerException toldAfterThePut) {
            if (counting != null) {
                counting.put(startNanos);
            }
            throw toldAfterThePut;
        }
        if (counting != null) {
            counting.put(startNanos);
        }
    }

    @Override
    public @Nullable V getAndPut(K key, V value) {
        requireOpen();
        types.requireStorable(key, value);
        return copyOut(run(keys.copyIn(key), operations.getAndPut(value, values.copyIn(value))));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        requireOpen();
        types.requireArgument(entries, "putAll", "the entries to put, or an empty map");
        bulk.putAll(entries, statistics);
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        requireOpen();
        types.requireStorable(key, value);
        CacheOperation<K, V, V> operation = operations.putIfAbsent(value, values.copyIn(value));
        run(keys.copyIn(key), operation);
        return operation.put();
    }

    @Override
    public boolean replace(K key, V value) {
        requireOpen();
        types.requireStorable(key, value);
        CacheOperation<K, V, V> operation = operations.replace(value, values.copyIn(value));
        run(key, operation);
        return operation.put();
    }

    @Override
    public boolean replace(K key, V expected, V value) {
        requireOpen();
        types.requireValue(expected);
        types.requireStorable(key, value);
        CacheOperation<K, V, V> operation = operations.replace(expected, value, values.copyIn(value));
        run(key, operation);
        return operation.put();
    }

    @Override
    public @Nullable V getAndReplace(K key, V value) {
        requireOpen();
        types.requireStorable(key, value);
        return copyOut(run(key, operations.replace(value, values.copyIn(value))));
    }

    @Override
    public boolean remove(K key) {
        requireOpen();
        types.requireKey(key);
        return removeStored(key);
    }

    boolean removeStored(K key) {
        CacheOperation<K, V, V> operation = operations.remove();
        run(key, operation);
        return operation.removed();
    }

    @Override
    public boolean remove(K key, V expected) {
        requireOpen();
        types.requireKey(key);
        types.requireValue(expected);
        CacheOperation<K, V, V> operation = operations.remove(expected);
        run(key, operation);
        return operation.removed();
    }

    @Override
    public @Nullable V getAndRemove(K key) {
        requireOpen();
        types.requireKey(key);
        return copyOut(run(key, operations.getAndRemove()));
    }

    @Override
    public void removeAll(Set<? extends K> unwanted) {
        requireOpen();
        types.requireArgument(unwanted, "removeAll", "the keys to remove; removeAll() removes all entries");
        bulk.removeAll(unwanted, statistics);
    }

    @Override
    public void removeAll() {
        requireOpen();
        bulk.removeAll(statistics);
    }

    @Override
    public void clear() {
        requireOpen();
        try {
            keyspace.clear();
        } catch (StoreException e) {
            throw Failures.translate(e);
        }
    }

    @Override
    public void loadAll(Set<? extends K> wanted, boolean replaceExisting, @Nullable CompletionListener listener) {
        requireOpen();
        types.requireArgument(wanted, "loadAll", "the keys to load, or an empty set");
        Set<K> copies = new HashSet<>();
        wanted.forEach(types::requireStorableKey);
        wanted.forEach(key -> copies.add(keys.copyIn(key)));
        if (parts.loader() != null) {
            life.loads().start(copies, replaceExisting, listener);
        } else {
            life.loads().nothingToLoad(listener);
        }
    }

    // ---- entry processors ----

    @Override
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
        requireOpen();
        types.requireStorableKey(key);
        types.requireArgument(processor, "invoke", "an entry processor");
        return process(key, processor, arguments);
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> wanted, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
        requireOpen();
        types.requireArgument(wanted, "invokeAll", "the keys to process, or an empty set");
        types.requireArgument(processor, "invokeAll", "an entry processor");
        wanted.forEach(types::requireStorableKey);
        Map<K, EntryProcessorResult<T>> results = new HashMap<>();
        for (K key : wanted) {
            try {
                T result = process(key, processor, arguments);
                if (result != null) {
                    results.put(key, ProcessorResult.of(result));
                }
            } catch (RuntimeException e) {
                if (e instanceof IllegalStateException && keyspace.isClosed()) {
                    throw e;
                }
                results.put(key, ProcessorResult.failed(e));
            }
        }
        return results;
    }

    private <T> @Nullable T process(K key, EntryProcessor<K, V, T> processor, @Nullable Object[] arguments) {
        return run(
                keys.copyIn(key),
                new InvokeOperation<>(
                        operations.rules(),
                        key,
                        processor,
                        arguments,
                        values,
                        types::requireStorableValue,
                        parts.readLoader()));
    }

    private <R> @Nullable R run(K key, CacheOperation<K, V, R> operation) {
        CacheStatistics counting = statistics;
        if (counting == null) {
            return parts.run(key, operation);
        }
        long startNanos = counting.start(operation.timer());
        try {
            return parts.run(key, operation);
        } finally {
            if (operation.carriedOut()) {
                operation.count(counting, startNanos);
            }
        }
    }

    private @Nullable V copyOut(@Nullable V stored) {
        return stored == null ? null : values.copyOut(stored);
    }

    /** Counts an entry that an iterator gave. */
    void countIterated() {
        CacheStatistics counting = statistics;
        if (counting != null) {
            counting.hit(CacheStatistics.UNTIMED);
        }
    }

    // ---- listeners, configuration, life ----

    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        requireOpen();
        life.settings()
                .register(types.requireArgument(
                        listener, "registerCacheEntryListener", "the configuration of a listener"));
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        requireOpen();
        UserObjects unused = new UserObjects();
        unused.keepAll(life.settings()
                .deregister(types.requireArgument(
                        listener, "deregisterCacheEntryListener", "the configuration of a listener")));
        unused.close(getName());
    }

    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        types.requireArgument(type, "getConfiguration", "the class of a configuration");
        LarderConfiguration<K, V> snapshot = life.settings().snapshot();
        if (type.isInstance(snapshot)) {
            return type.cast(snapshot);
        }
        throw new IllegalArgumentException("The configuration of cache '" + getName() + "' is a "
                + LarderConfiguration.class.getName() + ", which is no " + type.getName()
                + "; ask for javax.cache.configuration.CompleteConfiguration.");
    }

    @Override
    public String getName() {
        return parts.name();
    }

    @Override
    public LarderCacheManager getCacheManager() {
        return manager;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        choosePlainReads();
        life.close(() -> manager.release(this));
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        types.requireArgument(type, "unwrap", "the class to unwrap to, such as " + Keyspace.class.getName());
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type.isInstance(keyspace)) {
            return type.cast(keyspace);
        }
        throw new IllegalArgumentException("Cache '" + getName() + "' unwraps to javax.cache.Cache, "
                + LarderCache.class.getName() + " and " + Keyspace.class.getName() + ", not to " + type.getName());
    }

    /** Begins to tell listeners and to show beans; under the manager's lock. */
    void start() {
        LarderConfiguration<K, V> configuration = life.settings().snapshot();
        life.settings().startListeners();
        enableStatistics(configuration.isStatisticsEnabled());
        enableManagement(configuration.isManagementEnabled());
    }

    void enableStatistics(boolean enabled) {
        statistics = life.enableStatistics(enabled);
        choosePlainReads();
    }

    private synchronized void choosePlainReads() {
        plainReads = closed || statistics != null || parts.expiry().isCustom() ? null : keyspace;
    }

    void enableManagement(boolean enabled) {
        life.enableManagement(enabled);
    }

    void hideBeans() {
        life.hideBeans();
    }

    Keyspace<K, V> keyspace() {
        return keyspace;
    }

    EntryTypes<K, V> types() {
        return types;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("Cache '" + getName()
                    + "' is closed. Get it from an open manager again; entries that were not kept on disk are gone.");
        }
    }
}
