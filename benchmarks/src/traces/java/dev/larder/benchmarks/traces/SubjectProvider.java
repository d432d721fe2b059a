package dev.larder.benchmarks.traces;

/**
 * Opens the caches that are compared with the references. Found by {@link java.util.ServiceLoader}; without one, only
 * the references are replayed.
 */
public interface SubjectProvider {
    /** The name of the column in the tables. */
    String name();

    /**
     * Opens an empty cache that evicts in the thread that stores, so that a run can be repeated.
     *
     * @param policy {@code window-tinylfu}, {@code lru}, {@code lfu}, {@code arc} or {@code random}
     * @param maxEntries the capacity, positive
     * @param seed of its random choices, where it can be told
     */
    HitRatioSubject open(String policy, long maxEntries, int seed);
}
