package dev.larder.benchmarks;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cache or a limit under measurement. A measured process loads one implementation only, so that the compiler sees
 * through this interface and it costs none of them anything.
 *
 * <p><b>Threads:</b> all but {@link #close} may be called from several threads.
 *
 * @param <V> the type of the values
 */
interface Subject<V> extends AutoCloseable {
    @Nullable V get(String key);

    void put(String key, V value);

    Map<String, V> getAll(Set<String> keys);

    /** Adds one to the {@code Long} of a key, atomically, and returns the sum. */
    @Nullable Object increment(String key);

    @Override
    void close();
}
