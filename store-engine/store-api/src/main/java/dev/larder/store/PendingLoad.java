package dev.larder.store;

/**
 * A load that a caller does on its own: begun with {@link Keyspace#beginLoad} before the caller reads its source, and
 * ended by storing what it found. Any number of them may be under way for a key. One that is never ended costs nothing
 * once its object is garbage.
 *
 * <p>Safe for use by several threads one after the other, as the stages of a computation are.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface PendingLoad<K, V> {
    /** The key that is being loaded. */
    K key();

    /** Whether nobody wrote, removed or cleared the key since the load began; entries that expire or are evicted don't count. */
    boolean isWorthStoring();

    /**
     * Stores the value under the keyspace's lifetime and ends the load.
     *
     * @return false if it was not stored, because somebody changed the key meanwhile
     */
    default boolean store(V value) {
        return store(Operations.<K, V>put(value));
    }

    /**
     * Runs an operation that puts what was found, and ends the load. The operation is not asked if somebody changed the
     * key meanwhile; it is asked once, while the key is held, and may decide not to store either.
     *
     * @return whether it put a value
     * @throws StoreClosedException if the keyspace or its store is closed
     */
    boolean store(Operation<K, V, ?> operation);
}
