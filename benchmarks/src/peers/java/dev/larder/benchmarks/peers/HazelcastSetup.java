package dev.larder.benchmarks.peers;

import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MaxSizePolicy;
import dev.larder.benchmarks.PeerSetup;
import java.util.OptionalLong;
import java.util.Properties;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;

/**
 * Starts Hazelcast as a lonely member of the loopback interface and sets the capacity of its caches, which without a
 * word hold 10,000 entries.
 */
public final class HazelcastSetup implements PeerSetup {
    @Override
    public Properties managerProperties(Class<?> valueType, OptionalLong maxEntries) {
        Properties properties = new Properties();
        properties.setProperty("hazelcast.config.location", "classpath:hazelcast-benchmark.xml");
        return properties;
    }

    @Override
    public <K, V> Configuration<K, V> configuration(MutableConfiguration<K, V> plain, OptionalLong maxEntries) {
        CacheConfig<K, V> configuration = new CacheConfig<>(plain);
        configuration.setEvictionConfig(new EvictionConfig()
                .setMaxSizePolicy(MaxSizePolicy.ENTRY_COUNT)
                .setSize(Math.toIntExact(maxEntries.orElse(Integer.MAX_VALUE)))
                .setEvictionPolicy(EvictionPolicy.LRU));
        return configuration;
    }
}
