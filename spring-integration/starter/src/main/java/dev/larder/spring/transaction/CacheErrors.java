package dev.larder.spring.transaction;

import org.jspecify.annotations.Nullable;

/** Who hears that a change could not be made at or after the commit, when the caller of the commit must not. */
public interface CacheErrors {
    /** A value could not be put. */
    void putFailed(RuntimeException failure, Object key, @Nullable Object value);

    /** An entry could not be removed. */
    void evictFailed(RuntimeException failure, Object key);

    /** Entries could not be removed by tag or prefix, or not all entries. */
    void clearFailed(RuntimeException failure);
}
