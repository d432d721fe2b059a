package dev.larder.core.keyspace;

import dev.larder.core.load.Load;
import dev.larder.core.load.LoadRegistry;
import dev.larder.core.stats.KeyspaceCounters;
import dev.larder.core.table.HeldKeys;
import dev.larder.store.AsyncLoader;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Loader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * {@link Loading} without waiting: the load is in flight until its stage completes, and is stored by whoever completes it.
 *
 * <p>Safe from any thread.
 */
final class AsyncLoading<K, V> {
    private final DefaultKeyspace<K, V> keyspace;
    private final Loading<K, V> loading;
    private final LoadRegistry<K, V> registry;
    private final KeyspaceCounters counters;

    AsyncLoading(
            DefaultKeyspace<K, V> keyspace,
            Loading<K, V> loading,
            LoadRegistry<K, V> registry,
            KeyspaceCounters counters) {
        this.keyspace = keyspace;
        this.loading = loading;
        this.registry = registry;
        this.counters = counters;
    }

    /** The value of a key that had none: loaded, or found because another load or write was faster. */
    CompletionStage<@Nullable V> load(K key, AsyncLoader<K, V> loader) {
        Load<V> mine = new Load<>();
        Load<V> running = registry.begin(key, mine);
        if (running != null) {
            if (running.tryStart()) {
                start(key, running, loader);
            }
            return running.future();
        }
        V present = keyspace.visible(key);
        if (present != null) {
            loading.finish(key, mine, present);
        } else {
            start(key, mine, loader);
        }
        return mine.future();
    }

    /** Loads an ageing value anew in the background, unless that is being done. */
    void refreshOnce(K key, AsyncLoader<K, V> loader, Executor executor) {
        Load<V> mine = Load.renewal();
        if (!registry.isInFlight(key) && registry.begin(key, mine) == null) {
            try {
                executor.execute(() -> {
                    if (mine.tryStart()) {
                        start(key, mine, loader);
                    }
                });
            } catch (RuntimeException rejected) {
                loading.abandon(key, mine, rejected);
            }
        }
    }

    private void start(K key, Load<V> mine, AsyncLoader<K, V> loader) {
        HeldKeys held = HeldKeys.current();
        long startNanos = System.nanoTime();
        CompletionStage<? extends @Nullable V> stage;
        held.push(mine, false);
        try {
            stage = loader.load(key);
        } catch (Throwable thrown) {
            stage = CompletableFuture.failedFuture(thrown);
        } finally {
            held.pop();
        }
        stage.whenComplete((value, thrown) -> ended(key, mine, loader, System.nanoTime() - startNanos, value, thrown));
    }

    private void ended(
            K key, Load<V> mine, AsyncLoader<K, V> loader, long nanos, @Nullable V value, @Nullable Throwable thrown) {
        counters.load(nanos, thrown != null);
        if (thrown != null) {
            Throwable cause =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            loading.abandon(key, mine, loading.failed(key, cause));
            return;
        }
        try {
            loading.store(key, mine, value, new Storing<>(loader));
        } catch (RuntimeException toldToThoseWhoWait) {
            // Nobody else is there to hear of it.
        }
    }

    /** What there is to ask once the value is there. */
    private record Storing<K, V>(AsyncLoader<K, V> loader) implements Loader<K, V> {
        @Override
        public @Nullable V load(K key) {
            throw new AssertionError("loaded already");
        }

        @Override
        public Decision<V> decide(K key, V loaded, EntryView<V> entry, long nowMillis) {
            return loader.decide(key, loaded, entry, nowMillis);
        }
    }
}
