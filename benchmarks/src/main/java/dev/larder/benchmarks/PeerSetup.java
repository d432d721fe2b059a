package dev.larder.benchmarks;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.Properties;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider has to be told beyond {@code javax.cache}: a capacity, and settings of its manager. The defaults suit
 * a provider whose caches are unbounded and stay so.
 *
 * <p><b>Threads:</b> stateless.
 */
public interface PeerSetup {
    /**
     * The properties a manager is opened with.
     *
     * @param valueType the type of the values that its cache will hold
     * @param maxEntries the capacity of that cache; empty for an unbounded one
     * @return null for none
     */
    default @Nullable Properties managerProperties(Class<?> valueType, OptionalLong maxEntries) {
        return null;
    }

    /**
     * The configuration to create a cache with.
     *
     * @param plain all that {@code javax.cache} can say
     * @param maxEntries the capacity; empty for an unbounded cache
     * @throws UnsupportedOperationException if the provider cannot bound a cache
     */
    default <K, V> Configuration<K, V> configuration(MutableConfiguration<K, V> plain, OptionalLong maxEntries) {
        if (maxEntries.isPresent()) {
            throw new UnsupportedOperationException(String.format(
                    Locale.ROOT,
                    "%s has no capacity; leave it out where a cache of %d entries is asked for.",
                    getClass().getSimpleName(),
                    maxEntries.getAsLong()));
        }
        return plain;
    }
}
