package dev.larder.benchmarks.peers;

import dev.larder.benchmarks.PeerSetup;
import java.util.OptionalLong;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.cache2k.Cache2kBuilder;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.cache2k.jcache.JCacheConfig;

/**
 * Sets the capacity of a cache of cache2k, which without a word holds 2,000 entries. With a configuration of its own it
 * would no longer copy values, expire them in time and take listeners later as the standard wants, so all three are
 * asked for.
 */
public final class Cache2kSetup implements PeerSetup {
    @Override
    public <K, V> Configuration<K, V> configuration(MutableConfiguration<K, V> plain, OptionalLong maxEntries) {
        MutableConfiguration<K, V> configuration =
                ExtendedMutableConfiguration.of(Cache2kBuilder.of(plain.getKeyType(), plain.getValueType())
                        .entryCapacity(maxEntries.orElse(Long.MAX_VALUE))
                        .sharpExpiry(true)
                        .with(JCacheConfig.class, section -> section.copyAlwaysIfRequested(true)
                                .supportOnlineListenerAttachment(true)));
        configuration
                .setTypes(plain.getKeyType(), plain.getValueType())
                .setStoreByValue(plain.isStoreByValue())
                .setStatisticsEnabled(plain.isStatisticsEnabled())
                .setExpiryPolicyFactory(plain.getExpiryPolicyFactory());
        plain.getCacheEntryListenerConfigurations().forEach(configuration::addCacheEntryListenerConfiguration);
        return configuration;
    }
}
