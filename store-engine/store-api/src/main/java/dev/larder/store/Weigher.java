package dev.larder.store;

/**
 * Tells the size of an entry. Asked once for each write, on the writer's thread.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface Weigher<K, V> {
    /** The entry's size in bytes, zero or more. An exception fails the write and leaves the entry as it was. */
    int weigh(K key, V value);
}
