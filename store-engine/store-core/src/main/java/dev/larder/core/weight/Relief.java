package dev.larder.core.weight;

import org.jspecify.annotations.Nullable;

/** Makes room for a keyspace where memory is short. */
public interface Relief {
    /**
     * Evicts entries of any keyspace until the store is below its high-water mark.
     *
     * @return what synchronous listeners threw, or null
     */
    @Nullable RuntimeException relieveStore();
}
