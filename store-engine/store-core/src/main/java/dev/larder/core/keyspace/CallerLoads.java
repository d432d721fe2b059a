package dev.larder.core.keyspace;

import dev.larder.core.commit.LocalCommitPath;
import dev.larder.core.load.LoadRegistry;
import dev.larder.core.stats.KeyspaceCounters;
import dev.larder.store.AsyncKeyspace;
import dev.larder.store.AsyncLoader;
import dev.larder.store.Keyspace;
import dev.larder.store.Loader;
import dev.larder.store.PendingLoad;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads for which the caller brings the loader, or which the caller makes altogether.
 *
 * <p>Safe from any thread.
 */
final class CallerLoads<K, V> {
    private final DefaultKeyspace<K, V> keyspace;
    private final LoadRegistry<K, V> registry;
    private final LocalCommitPath<K, V> commitPath;
    private final KeyspaceCounters counters;
    private final Loading<K, V> loading;
    private final AsyncLoading<K, V> asyncLoading;
    private final Supplier<Executor> refreshExecutor;

    CallerLoads(
            DefaultKeyspace<K, V> keyspace,
            LoadRegistry<K, V> registry,
            LocalCommitPath<K, V> commitPath,
            KeyspaceCounters counters,
            Loading<K, V> loading,
            Supplier<Executor> refreshExecutor) {
        this.keyspace = keyspace;
        this.registry = registry;
        this.commitPath = commitPath;
        this.counters = counters;
        this.loading = loading;
        this.refreshExecutor = refreshExecutor;
        asyncLoading = new AsyncLoading<>(keyspace, loading, registry, counters);
    }

    /** See {@link Keyspace#get(Object, Loader)}. */
    @Nullable V get(K key, Loader<K, V> loader) {
        Objects.requireNonNull(loader, "loader");
        V value = keyspace.getIfPresent(key);
        if (value == null) {
            return loading.load(key, loader);
        }
        if (keyspace.isAgeing(key)) {
            loading.refreshOnce(key, loader, refreshExecutor.get());
        }
        return value;
    }

    /** See {@link AsyncKeyspace#get(Object, AsyncLoader)}. */
    CompletionStage<@Nullable V> getAsync(K key, AsyncLoader<K, V> loader) {
        Objects.requireNonNull(loader, "loader");
        V value = keyspace.getIfPresent(key);
        if (value == null) {
            return asyncLoading.load(key, loader);
        }
        if (keyspace.isAgeing(key)) {
            asyncLoading.refreshOnce(key, loader, refreshExecutor.get());
        }
        return CompletableFuture.completedFuture(value);
    }

    /** See {@link Keyspace#beginLoad}. */
    PendingLoad<K, V> begin(K key) {
        return new CallerLoad<>(Objects.requireNonNull(key, "key"), registry, commitPath, counters);
    }
}
