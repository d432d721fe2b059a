package dev.larder.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.util.OptionalLong;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;

/**
 * Bounds a cache of Larder. By reflection, so that the limits and the peers can be measured without Larder: needs the
 * constructor {@code LarderConfiguration(CompleteConfiguration)} and the method {@code setMaxEntries(long)}.
 */
final class LarderSetup implements PeerSetup {
    private static final String CONFIGURATION = "dev.larder.jcache.LarderConfiguration";

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> Configuration<K, V> configuration(MutableConfiguration<K, V> plain, OptionalLong maxEntries) {
        if (maxEntries.isEmpty()) {
            return plain;
        }
        try {
            Class<?> type = Class.forName(CONFIGURATION);
            Object configuration =
                    type.getConstructor(CompleteConfiguration.class).newInstance(plain);
            type.getMethod("setMaxEntries", long.class).invoke(configuration, maxEntries.getAsLong());
            return (Configuration<K, V>) configuration;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(CONFIGURATION + " refused the capacity.", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    CONFIGURATION + " is missing or has no constructor from a CompleteConfiguration and setMaxEntries;"
                            + " put larder-jcache on the class path or adapt LarderSetup.",
                    e);
        }
    }
}
