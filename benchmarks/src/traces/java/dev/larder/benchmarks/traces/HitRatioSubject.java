package dev.larder.benchmarks.traces;

/**
 * A cache that a trace is replayed through: asked for a key, it stores what it had not.
 *
 * <p><b>Threads:</b> used by one thread.
 */
@FunctionalInterface
public interface HitRatioSubject extends AutoCloseable {
    /** Reads the key, stores it if it is absent, and returns whether it was there. */
    boolean access(long key);

    @Override
    default void close() {}
}
