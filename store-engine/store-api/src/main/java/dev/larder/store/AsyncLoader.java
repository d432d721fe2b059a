package dev.larder.store;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a value that the keyspace does not have, without holding a thread; see {@link Loader}.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface AsyncLoader<K, V> {
    /**
     * Starts to fetch one value.
     *
     * @return a stage that completes with the value, or with null when there is none
     * @throws Exception as if the stage completed with it
     */
    CompletionStage<? extends @Nullable V> load(K key) throws Exception;

    /** As {@link Loader#decide}. */
    default Decision<V> decide(K key, V loaded, EntryView<V> entry, long nowMillis) {
        return new Decision.Put<>(loaded);
    }
}
