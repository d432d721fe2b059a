package dev.larder.jcache;

import static java.util.Objects.requireNonNull;

import dev.larder.jcache.integration.Batch;
import dev.larder.jcache.integration.Failures;
import dev.larder.jcache.integration.WriteThrough;
import dev.larder.jcache.management.CacheStatistics;
import dev.larder.jcache.management.CacheStatistics.Timer;
import dev.larder.jcache.operation.CacheOperation;
import dev.larder.jcache.operation.EntryOperations;
import dev.larder.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/**
 * The methods of {@code Cache} on many keys. They are not atomic over the keys, but where there is a writer all keys are
 * held while it is called, so that cache and writer see the changes in one order.
 *
 * <p>A listener that throws can't keep a change from being made, so the changes of the other keys are made, too, and then
 * the caller hears of the first failure. Stopping half-way would leave values in the cache that the writer has replaced.
 * For the same reason an entry that the cache refuses goes, where the writer has taken the new one.
 */
final class BulkOperations<K, V> {
    private final CacheParts<K, V> parts;
    private final CacheReader<K, V> reader;
    private final EntryOperations<K, V> withoutWriter;

    BulkOperations(CacheParts<K, V> parts, CacheReader<K, V> reader) {
        this.parts = parts;
        this.reader = reader;
        withoutWriter = parts.operations().withoutWriter();
    }

    Map<K, V> getAll(Set<? extends K> keys, @Nullable CacheStatistics statistics) {
        long startNanos = statistics == null ? CacheStatistics.UNTIMED : statistics.start(Timer.GET);
        Map<K, V> found = new HashMap<>(keys.size() * 4 / 3 + 1);
        List<K> missing = new ArrayList<>(0);
        int reads = 0;
        int hits = 0;
        try {
            for (K key : keys) {
                parts.types().requireKey(key);
                reads++;
                V value = reader.read(key);
                if (value != null) {
                    found.put(key, parts.values().copyOut(value));
                    hits++;
                } else if (parts.readThrough()) {
                    missing.add(key);
                }
            }
            if (!missing.isEmpty()) {
                load(missing, found);
            }
        } finally {
            if (statistics != null) {
                statistics.reads(hits, reads - hits, startNanos);
            }
        }
        return found;
    }

    private void load(List<K> missing, Map<K, V> found) {
        List<K> wanted = new ArrayList<>(missing.size());
        missing.forEach(parts.types()::requireStorableKey);
        missing.forEach(key -> wanted.add(parts.keys().copyIn(key)));
        Map<K, V> loaded = translating(() -> parts.keyspace().getAll(wanted));
        for (K key : missing) {
            V value = loaded.get(key);
            if (value != null) {
                found.put(key, parts.values().copyOut(value));
            }
        }
    }

    void putAll(Map<? extends K, ? extends V> entries, @Nullable CacheStatistics statistics) {
        long startNanos = statistics == null ? CacheStatistics.UNTIMED : statistics.start(Timer.PUT);
        entries.forEach(parts.types()::requireStorable);
        Changes changes = new Changes();
        try {
            if (parts.writer() == null) {
                entries.forEach((key, value) -> put(key, value, parts.values().copyIn(value), changes));
            } else if (!entries.isEmpty()) {
                putThrough(parts.writer(), entries, changes);
            }
        } finally {
            if (statistics != null) {
                statistics.puts(changes.count, startNanos);
            }
        }
        changes.throwFailure();
    }

    private void putThrough(WriteThrough<K, V> writer, Map<? extends K, ? extends V> entries, Changes changes) {
        Map<K, V> given = new LinkedHashMap<>();
        Map<K, V> stored = new HashMap<>();
        entries.forEach((key, value) -> {
            K storedKey = parts.keys().copyIn(key);
            given.put(storedKey, value);
            stored.put(storedKey, parts.values().copyIn(value));
        });
        through(
                given.keySet(),
                () -> writer.writeAll(given),
                key -> putWritten(key, requireNonNull(given.get(key)), requireNonNull(stored.get(key)), changes),
                key -> run(key, withoutWriter.remove(), uncounted -> false, changes));
    }

    /** The writer has taken all values, so one that the cache refuses must not keep the others out. */
    private void putWritten(K key, V given, V stored, Changes changes) {
        try {
            put(key, given, stored, changes);
        } catch (RuntimeException refused) {
            parts.forget(key, refused);
            changes.failed(refused);
        }
    }

    private void put(K key, V given, V stored, Changes changes) {
        if (parts.expiry().mayRefuseCreation()) {
            run(parts.keys().copyIn(key), withoutWriter.put(given, stored), CacheOperation::put, changes);
            return;
        }
        try {
            parts.keyspace().put(parts.keys().copyIn(key), stored);
        } catch (StoreException e) {
            throw Failures.translate(e);
        } catch (CacheEntryListenerException toldAfterThePut) {
            changes.failed(toldAfterThePut);
        }
        changes.count++;
    }

    /** Removes the given keys, which the writer hears of whether the cache has them or not. */
    void removeAll(Set<? extends K> keys, @Nullable CacheStatistics statistics) {
        keys.forEach(parts.types()::requireKey);
        if (parts.writer() == null) {
            removeStored(keys, statistics);
            return;
        }
        // Held keys stand in the table, where they stay if the writer puts one of them again.
        List<K> copies = new ArrayList<>(keys.size());
        keys.forEach(key -> copies.add(parts.keys().copyIn(key)));
        removeStored(copies, statistics);
    }

    /** Removes all entries there are; the writer hears of no others. */
    void removeAll(@Nullable CacheStatistics statistics) {
        List<K> live = new ArrayList<>();
        translating(parts.keyspace()::iterator).forEachRemaining(entry -> live.add(entry.getKey()));
        removeStored(live, statistics);
    }

    private void removeStored(Collection<? extends K> keys, @Nullable CacheStatistics statistics) {
        long startNanos = statistics == null ? CacheStatistics.UNTIMED : statistics.start(Timer.REMOVE);
        Changes changes = new Changes();
        WriteThrough<K, V> writer = parts.writer();
        try {
            if (writer == null) {
                keys.forEach(key -> remove(key, changes));
            } else if (!keys.isEmpty()) {
                through(keys, () -> writer.deleteAll(keys), key -> remove(key, changes), key -> remove(key, changes));
            }
        } finally {
            if (statistics != null) {
                statistics.removals(changes.count, startNanos);
            }
        }
        changes.throwFailure();
    }

    private void remove(K key, Changes changes) {
        run(key, withoutWriter.remove(), CacheOperation::removed, changes);
    }

    /** Runs one of the operations; the failing listener may have heard of an expiry, so the operation says what changed. */
    private void run(
            K key, CacheOperation<K, V, V> operation, Predicate<CacheOperation<K, V, V>> changed, Changes changes) {
        try {
            parts.run(key, operation);
        } catch (CacheEntryListenerException toldAfterTheChange) {
            changes.failed(toldAfterTheChange);
        }
        if (changed.test(operation)) {
            changes.count++;
        }
    }

    /** Has the writer take what it can, changes the cache for that, and then throws what the writer threw. */
    private void through(Collection<? extends K> keys, Supplier<Batch<K>> write, Consumer<K> change, Consumer<K> drop) {
        Batch<K> batch = translating(() -> parts.keyspace().holding(keys, () -> {
            Batch<K> taken = write.get();
            taken.done().forEach(change);
            taken.left().forEach(drop);
            return taken;
        }));
        batch.throwFailure();
    }

    private static <T> T translating(Supplier<T> action) {
        try {
            return action.get();
        } catch (StoreException e) {
            throw Failures.translate(e);
        }
    }

    /** How many keys were changed so far, and the first failure that did not end the call. */
    private static final class Changes {
        private int count;
        private @Nullable RuntimeException failure;

        void failed(RuntimeException thrown) {
            failure = failure == null ? thrown : failure;
        }

        void throwFailure() {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
