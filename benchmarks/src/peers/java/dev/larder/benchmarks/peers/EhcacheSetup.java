package dev.larder.benchmarks.peers;

import dev.larder.benchmarks.PeerSetup;
import java.util.OptionalLong;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.jsr107.Eh107Configuration;

/** Bounds a cache of Ehcache. Its heap tier then stores by reference, which for strings makes no difference. */
public final class EhcacheSetup implements PeerSetup {
    @Override
    public <K, V> Configuration<K, V> configuration(MutableConfiguration<K, V> plain, OptionalLong maxEntries) {
        if (maxEntries.isEmpty()) {
            return plain;
        }
        return Eh107Configuration.fromEhcacheCacheConfiguration(CacheConfigurationBuilder.newCacheConfigurationBuilder(
                plain.getKeyType(), plain.getValueType(), ResourcePoolsBuilder.heap(maxEntries.getAsLong())));
    }
}
