package dev.larder.core.keyspace;

import static java.util.Objects.requireNonNull;

import dev.larder.core.commit.LocalCommitPath;
import dev.larder.core.load.Load;
import dev.larder.core.load.LoadRegistry;
import dev.larder.core.stats.KeyspaceCounters;
import dev.larder.core.table.HeldKeys;
import dev.larder.store.LoadFailedException;
import dev.larder.store.Loader;
import dev.larder.store.RecursiveOperationException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what a keyspace does not have: one load at a time for a key, joined by whoever wants the same, without holding
 * the key. What was loaded is stored only if nobody changed the key since the load began.
 *
 * <p>Safe from any thread.
 */
final class Loading<K, V> {
    private static final System.Logger LOG = System.getLogger(Loading.class.getName());

    private final DefaultKeyspace<K, V> keyspace;
    private final @Nullable Loader<K, V> ownLoader;
    private final LoadRegistry<K, V> registry;
    private final LocalCommitPath<K, V> commitPath;
    private final KeyspaceCounters counters;

    Loading(
            DefaultKeyspace<K, V> keyspace,
            @Nullable Loader<K, V> ownLoader,
            LoadRegistry<K, V> registry,
            LocalCommitPath<K, V> commitPath,
            KeyspaceCounters counters) {
        this.keyspace = keyspace;
        this.ownLoader = ownLoader;
        this.registry = registry;
        this.commitPath = commitPath;
        this.counters = counters;
    }

    /** Whether the keyspace has a loader of its own. */
    boolean hasLoader() {
        return ownLoader != null;
    }

    private Loader<K, V> requireLoader() {
        if (ownLoader == null) {
            throw new IllegalStateException("Keyspace '" + keyspace.name() + "' has no loader. Set one with"
                    + " KeyspaceConfig.Builder.loader.");
        }
        return ownLoader;
    }

    /** The value of a key that had none: loaded, or found because another load or write was faster. */
    @Nullable V load(K key) {
        return load(key, requireLoader());
    }

    /** The same with a loader of the caller's. */
    @Nullable V load(K key, Loader<K, V> loader) {
        Load<V> mine = new Load<>();
        Load<V> running = registry.begin(key, mine);
        if (running != null) {
            return join(key, running, loader);
        }
        // A load or a write that ended between the caller's miss and this load's beginning has stored its value.
        V present = keyspace.visible(key);
        if (present != null) {
            finish(key, mine, present);
            return present;
        }
        return fetch(key, mine, loader);
    }

    /** Loads what is missing, together where the loader can; returns what was found. */
    Map<K, V> loadAll(Set<? extends K> keys) {
        return loadAll(keys, false);
    }

    private Map<K, V> loadAll(Collection<? extends K> keys, boolean anew) {
        Loader<K, V> loader = requireLoader();
        Map<K, Load<V>> mine = new LinkedHashMap<>();
        Map<K, Load<V>> others = new LinkedHashMap<>();
        Map<K, V> written = new LinkedHashMap<>();
        for (K key : keys) {
            Load<V> load = new Load<>();
            Load<V> running = registry.begin(key, load);
            if (running != null && anew) {
                // It may have read before whatever made the caller ask: replace it.
                registry.invalidate(key);
                running = registry.begin(key, load);
            }
            V present = running == null && !anew ? keyspace.visible(key) : null;
            if (present != null) {
                finish(key, load, present);
                written.put(key, present);
            } else if (running == null) {
                mine.put(key, load);
            } else {
                others.put(key, running);
            }
        }
        Map<K, V> found = fetchAll(mine, loader);
        found.putAll(written);
        others.forEach((key, load) -> {
            V value = join(key, load, loader);
            if (value != null) {
                found.put(key, value);
            }
        });
        return found;
    }

    /** See {@link dev.larder.store.Keyspace#loadAll}. Other loads of the same keys have ended, too, when it returns. */
    void loadInto(Set<? extends K> keys, boolean replaceExisting) {
        // Before any load begins: one that nobody ends would be waited for for ever.
        keys.forEach(key -> requireNonNull(key, "key"));
        List<K> wanted = new ArrayList<>(keys);
        if (!replaceExisting) {
            wanted.removeIf(keyspace::containsKey);
        }
        loadAll(wanted, replaceExisting);
    }

    /** Loads a key anew in the background, unless that is being done. */
    CompletionStage<@Nullable V> refresh(K key, Executor executor) {
        return refresh(key, requireLoader(), executor);
    }

    private CompletionStage<@Nullable V> refresh(K key, Loader<K, V> loader, Executor executor) {
        Load<V> mine = Load.renewal();
        Load<V> running = registry.begin(key, mine);
        // One that nobody has started may never be, in the executor that it was handed to; whoever comes first starts
        // it.
        Load<V> load = running == null ? mine : running;
        CompletableFuture<@Nullable V> outcome = load.future();
        try {
            executor.execute(() -> startQuietly(key, load, loader));
        } catch (RuntimeException rejected) {
            abandonOwn(key, mine, running, rejected);
        } catch (Error broken) {
            abandonOwn(key, mine, running, failed(key, broken));
            throw broken;
        }
        return outcome;
    }

    private void abandonOwn(K key, Load<V> mine, @Nullable Load<V> running, RuntimeException failure) {
        if (running == null) {
            abandon(key, mine, failure);
        }
    }

    /** The same for a read of an ageing entry, which does not care for the outcome. */
    void refreshOnce(K key, Executor executor) {
        if (ownLoader != null) {
            refreshOnce(key, ownLoader, executor);
        }
    }

    /** The same with a loader of the caller's. */
    void refreshOnce(K key, Loader<K, V> loader, Executor executor) {
        if (!registry.isInFlight(key)) {
            refresh(key, loader, executor);
        }
    }

    private void startQuietly(K key, Load<V> load, Loader<K, V> loader) {
        try {
            if (load.tryStart()) {
                fetch(key, load, loader);
            }
        } catch (RuntimeException failure) {
            LOG.log(
                    Level.WARNING,
                    "Refreshing key '" + key + "' of '" + keyspace.name() + "' failed; the old value stays until it"
                            + " expires",
                    failure);
        }
    }

    private @Nullable V fetch(K key, Load<V> mine, Loader<K, V> loader) {
        HeldKeys held = HeldKeys.current();
        long startNanos = System.nanoTime();
        V value;
        held.push(mine, false);
        try {
            value = loader.load(key);
            counters.load(System.nanoTime() - startNanos, false);
        } catch (Throwable thrown) {
            counters.load(System.nanoTime() - startNanos, true);
            RuntimeException failure = failed(key, thrown);
            abandon(key, mine, failure);
            throw failure;
        } finally {
            held.pop();
        }
        store(key, mine, value, loader);
        return value;
    }

    private Map<K, V> fetchAll(Map<K, Load<V>> mine, Loader<K, V> loader) {
        if (mine.isEmpty()) {
            return new LinkedHashMap<>();
        }
        HeldKeys held = HeldKeys.current();
        List<Load<V>> loads = new ArrayList<>(mine.values());
        long startNanos = System.nanoTime();
        Map<K, V> found;
        loads.forEach(load -> held.push(load, false));
        try {
            found = among(mine.keySet(), loader.loadAll(mine.keySet()));
            counters.load(System.nanoTime() - startNanos, false);
        } catch (Throwable thrown) {
            counters.load(System.nanoTime() - startNanos, true);
            RuntimeException failure = failed(mine.keySet(), thrown);
            mine.forEach((key, load) -> abandon(key, load, failure));
            throw failure;
        } finally {
            loads.forEach(load -> held.pop());
        }
        storeAll(mine, found, loader);
        return found;
    }

    /** What was found for the given keys. The map is the loader's: it may be of any kind and have other keys, too. */
    private static <K, V> Map<K, V> among(Set<K> keys, Map<K, V> loaded) {
        Map<K, V> found = new LinkedHashMap<>();
        for (K key : keys) {
            V value = loaded.get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    /** Ends every load, also when one of the values can't be stored; the caller then hears of the first such. */
    private void storeAll(Map<K, Load<V>> mine, Map<K, V> found, Loader<K, V> loader) {
        List<RuntimeException> failures = new ArrayList<>();
        mine.forEach((key, load) -> {
            try {
                store(key, load, found.get(key), loader);
            } catch (RuntimeException notStored) {
                failures.add(notStored);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    void store(K key, Load<V> mine, @Nullable V value, Loader<K, V> loader) {
        try {
            if (value != null) {
                commitPath.storeLoaded(key, value, mine, loader);
            }
        } catch (RuntimeException notStored) {
            // Too large, full, closed, or a listener threw: the value is right all the same, but the caller must know.
            abandon(key, mine, notStored);
            throw notStored;
        } catch (Error broken) {
            RuntimeException failure = failed(key, broken);
            abandon(key, mine, failure);
            throw failure;
        }
        finish(key, mine, value);
    }

    private @Nullable V join(K key, Load<V> running, Loader<K, V> loader) {
        if (running.tryStart()) {
            return fetch(key, running, loader);
        }
        HeldKeys held = HeldKeys.current();
        if (!running.isDone()) {
            held.holdsReentrantly(running, key);
            held.beginWait(running, key);
        }
        try {
            return running.await();
        } finally {
            held.endWait();
        }
    }

    void finish(K key, Load<V> mine, @Nullable V value) {
        registry.end(key, mine);
        mine.complete(value);
    }

    void abandon(K key, Load<V> mine, RuntimeException failure) {
        registry.end(key, mine);
        mine.fail(failure);
    }

    RuntimeException failed(Object what, Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (thrown instanceof RecursiveOperationException recursive) {
            return recursive;
        }
        return new LoadFailedException(
                "The loader of '" + keyspace.name() + "' failed for '" + what + "': " + thrown, thrown);
    }
}
