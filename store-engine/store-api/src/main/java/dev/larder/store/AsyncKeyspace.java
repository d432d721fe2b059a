package dev.larder.store;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A keyspace whose operations do not make the caller wait. What needs no user code and no load is done before the call
 * returns, and its stage is complete; everything else runs on the store's executor. Failures complete the stage
 * exceptionally with what the method of {@link Keyspace} would throw; bad arguments throw at once.
 *
 * <p>In a keyspace on disk under {@code SYNC}, stages are completed by a thread of the store: what depends on one must be short,
 * and must not wait for another stage of the store. Use the {@code ...Async} methods of the stage for everything else.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface AsyncKeyspace<K, V> {
    /** See {@link Keyspace#get}. */
    CompletionStage<@Nullable V> get(K key);

    /**
     * See {@link Keyspace#get(Object, Loader)}. The loader is asked on the caller's thread, unless it only renews an
     * ageing entry, and what it finds is stored by whoever completes its stage. Who joins a load that a thread does
     * waits for it without holding a thread.
     */
    CompletionStage<@Nullable V> get(K key, AsyncLoader<K, V> loader);

    /** See {@link Keyspace#getAll}. */
    CompletionStage<Map<K, V>> getAll(Collection<? extends K> keys);

    /** See {@link Keyspace#put(Object, Object)}. */
    CompletionStage<@Nullable Void> put(K key, V value);

    /** See {@link Keyspace#put(Object, Object, Duration)}. */
    CompletionStage<@Nullable Void> put(K key, V value, Duration timeToLive);

    /** See {@link Keyspace#putIfAbsent(Object, Object)}. */
    CompletionStage<@Nullable V> putIfAbsent(K key, V value);

    /** See {@link Keyspace#getAndPut}. */
    CompletionStage<@Nullable V> getAndPut(K key, V value);

    /** See {@link Keyspace#remove(Object)}. */
    CompletionStage<Boolean> remove(K key);

    /** See {@link Keyspace#compute}. */
    CompletionStage<@Nullable V> compute(
            K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function);

    /** See {@link Keyspace#loadAll}. */
    CompletionStage<@Nullable Void> loadAll(Set<? extends K> keys, boolean replaceExisting);

    /** See {@link Keyspace#run}. */
    <R> CompletionStage<@Nullable R> run(K key, Operation<K, V, R> operation);
}
