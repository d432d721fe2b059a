package dev.larder.core.keyspace;

import dev.larder.store.AsyncKeyspace;
import dev.larder.store.AsyncLoader;
import dev.larder.store.Decision;
import dev.larder.store.Operation;
import dev.larder.store.Operations;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** See {@link AsyncKeyspace}. */
record DefaultAsyncKeyspace<K, V>(DefaultKeyspace<K, V> keyspace, Executor executor) implements AsyncKeyspace<K, V> {
    @Override
    public CompletionStage<@Nullable V> get(K key) {
        CompletionStage<@Nullable V> present = DefaultAsyncKeyspace.<@Nullable V>now(() -> keyspace.getIfPresent(key));
        return keyspace.config().loader() == null
                ? present
                : present.thenCompose(value -> value == null
                        ? this.<@Nullable V>later(() -> keyspace.loadMissing(key))
                        : CompletableFuture.completedFuture(value));
    }

    @Override
    public CompletionStage<@Nullable V> get(K key, AsyncLoader<K, V> loader) {
        return keyspace.requireCallerLoads().getAsync(key, loader);
    }

    @Override
    public CompletionStage<Map<K, V>> getAll(Collection<? extends K> keys) {
        Collection<K> copy = List.copyOf(keys);
        return keyspace.config().loader() == null
                ? now(() -> keyspace.getAll(copy))
                : later(() -> keyspace.getAll(copy));
    }

    @Override
    public CompletionStage<@Nullable Void> put(K key, V value) {
        return run(key, Operations.put(value));
    }

    @Override
    public CompletionStage<@Nullable Void> put(K key, V value, Duration timeToLive) {
        return run(key, Operations.put(keyspace.putFor(value, timeToLive)));
    }

    @Override
    public CompletionStage<@Nullable V> putIfAbsent(K key, V value) {
        return run(key, Operations.putIfAbsent(new Decision.Put<>(value)));
    }

    @Override
    public CompletionStage<@Nullable V> getAndPut(K key, V value) {
        return run(key, Operations.getAndPut(value));
    }

    @Override
    public CompletionStage<Boolean> remove(K key) {
        return run(key, Operations.<K, V>remove()).thenApply(Boolean.TRUE::equals);
    }

    @Override
    public CompletionStage<@Nullable V> compute(
            K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        Objects.requireNonNull(function, "function");
        return run(key, Operations.compute(function));
    }

    @Override
    public CompletionStage<@Nullable Void> loadAll(Set<? extends K> keys, boolean replaceExisting) {
        Set<K> copy = Set.copyOf(keys);
        return this.<@Nullable Void>later(() -> {
            keyspace.loadAll(copy, replaceExisting);
            return null;
        });
    }

    /**
     * An operation that may have to wait for the holder of its key goes to the executor: one that runs user code, or any
     * where the key is held by one; as does one that must wait for the keyspace to be read from disk. Nobody waits for the
     * disk to confirm what an operation wrote: its stage does.
     */
    @Override
    public <R> CompletionStage<@Nullable R> run(K key, Operation<K, V, R> operation) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(operation, "operation");
        if (operation.runsUserCode() || keyspace.isHeld(key) || keyspace.isAwaited()) {
            return this.<@Nullable R>later(() -> keyspace.run(key, operation));
        }
        try {
            return keyspace.runUnconfirmed(key, operation);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private <R extends @Nullable Object> CompletionStage<R> later(Supplier<R> call) {
        try {
            return CompletableFuture.supplyAsync(call, executor);
        } catch (RejectedExecutionException rejected) {
            return CompletableFuture.failedFuture(rejected);
        }
    }

    private static <R extends @Nullable Object> CompletionStage<R> now(Supplier<R> call) {
        try {
            return CompletableFuture.completedFuture(call.get());
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
