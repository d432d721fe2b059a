package dev.larder.store;

/** What a writer tells the eviction policy about one entry. */
public enum EvictionHint {
    /** The policy decides alone. */
    NORMAL,
    /**
     * The entry is never evicted for size and does not count towards the capacity. It still expires, and callers can
     * still remove it. A later put without this hint makes the entry a normal one again.
     */
    PINNED
}
