package dev.larder.benchmarks;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import java.util.OptionalLong;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;

/** Bounds a cache of Caffeine's JCache provider. */
final class CaffeineSetup implements PeerSetup {
    @Override
    public <K, V> Configuration<K, V> configuration(MutableConfiguration<K, V> plain, OptionalLong maxEntries) {
        if (maxEntries.isEmpty()) {
            return plain;
        }
        CaffeineConfiguration<K, V> configuration = new CaffeineConfiguration<>(plain);
        configuration.setMaximumSize(maxEntries);
        return configuration;
    }
}
