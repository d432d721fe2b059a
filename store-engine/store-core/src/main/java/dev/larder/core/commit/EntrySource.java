package dev.larder.core.commit;

import org.jspecify.annotations.Nullable;

/**
 * Where entries are that the table does not have, in a keyspace whose table is but a cache. Safe from any thread.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface EntrySource<K, V> {
    /** What is there of a key, which the caller holds; null if there is nothing, or what there was is due. */
    @Nullable Stored<V> find(K key);

    /** The same of a key that somebody else may hold. */
    @Nullable Stored<V> peek(K key);

    /**
     * An entry that is not in the table.
     *
     * @param deadlineMillis epoch milliseconds, or {@link dev.larder.store.EntryView#NEVER}
     * @param writtenAtMillis when it was put, or 0 where that is not known
     */
    record Stored<V>(
            V value, long version, long deadlineMillis, boolean ownDeadline, boolean pinned, long writtenAtMillis) {}
}
