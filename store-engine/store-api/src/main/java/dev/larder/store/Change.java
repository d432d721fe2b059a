package dev.larder.store;

import org.jspecify.annotations.Nullable;

/**
 * What happened to one key, told to listeners in the order in which it happened to that key.
 *
 * @param kind what happened
 * @param key the key
 * @param value the new value; for a removal of any kind the value that was removed
 * @param oldValue the value before; null for {@link Kind#CREATED}
 * @param version the version that the change gave to the key
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public record Change<K, V>(
        Kind kind, K key, V value, @Nullable V oldValue, long version) {
    /** What can happen to a key. */
    public enum Kind {
        /** The key had no value and got one. */
        CREATED,
        /** The value was replaced. */
        UPDATED,
        /** A caller removed the entry. */
        REMOVED,
        /** The deadline passed and the entry was removed. */
        EXPIRED,
        /** The entry was removed for size. */
        EVICTED
    }
}
