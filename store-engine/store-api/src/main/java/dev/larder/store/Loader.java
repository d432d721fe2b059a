package dev.larder.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fetches values that the keyspace does not have. At most one load runs for a key at a time; callers that want the same
 * key meanwhile wait for it. A load runs on the thread of the caller that missed, without holding the key, and its value
 * is stored only if nobody wrote, removed or cleared the key since the load began.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface Loader<K, V> {
    /**
     * Fetches one value.
     *
     * @return the value, or null when there is none; absence is not stored
     * @throws Exception reaches every caller that waits for this load, wrapped in {@link LoadFailedException}
     */
    @Nullable V load(K key) throws Exception;

    /** Fetches several values at once; keys without a value are left out of the result. Calls {@link #load} by default. */
    default Map<K, V> loadAll(Set<? extends K> keys) throws Exception {
        Map<K, V> loaded = new LinkedHashMap<>();
        for (K key : keys) {
            V value = load(key);
            if (value != null) {
                loaded.put(key, value);
            }
        }
        return loaded;
    }

    /**
     * How a loaded value is put: under the keyspace's lifetime, unless overridden with a deadline of its own, or with
     * {@link Decision.Keep} if it is not to be stored. Asked once for each value that is about to be stored, while its
     * key is held; {@link Operation} says what it may do.
     *
     * @param entry what the value takes the place of, which may be absent; valid during this call only
     * @param nowMillis epoch milliseconds on the store's clock
     */
    default Decision<V> decide(K key, V loaded, EntryView<V> entry, long nowMillis) {
        return new Decision.Put<>(loaded);
    }
}
