package dev.larder.core.weight;

import org.jspecify.annotations.Nullable;

/** Makes room for a keyspace where memory is short. Holds nothing while listeners run, so it may be asked by holders. */
public interface Relief {
    /**
     * Evicts entries of any keyspace until the store is below its high-water mark.
     *
     * @return what synchronous listeners threw, or null
     */
    @Nullable RuntimeException relieveStore();

    /** Evicts entries of any keyspace until so many bytes more fit below the high-water mark, if there are as many. */
    void makeRoomInStore(long bytes);

    /** Removes some entries of the keyspace that are due; returns whether there may be more. */
    boolean removeDue();
}
