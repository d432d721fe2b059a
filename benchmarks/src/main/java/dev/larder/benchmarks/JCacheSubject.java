package dev.larder.benchmarks;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.processor.EntryProcessor;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** A cache of a JCache provider, used through {@code javax.cache} alone. */
final class JCacheSubject<V> implements Subject<V> {
    private static final Duration LIFETIME = new Duration(TimeUnit.HOURS, CacheSettings.Expiry.HOURS);
    private static final EntryProcessor<String, Object, Object> INCREMENT = new IncrementProcessor();

    private final CachingProvider provider;
    private final Cache<String, V> cache;

    JCacheSubject(String providerClassName, PeerSetup setup, Class<V> valueType, CacheSettings settings) {
        provider = Caching.getCachingProvider(providerClassName);
        CacheManager manager = provider.getCacheManager(
                provider.getDefaultURI(),
                provider.getDefaultClassLoader(),
                setup.managerProperties(valueType, settings.maxEntries()));
        cache = manager.createCache(
                "benchmark", setup.configuration(standardConfiguration(valueType, settings), settings.maxEntries()));
    }

    private static <V> MutableConfiguration<String, V> standardConfiguration(
            Class<V> valueType, CacheSettings settings) {
        MutableConfiguration<String, V> configuration = new MutableConfiguration<String, V>()
                .setTypes(String.class, valueType)
                .setStoreByValue(settings.storeByValue())
                .setStatisticsEnabled(settings.statisticsEnabled())
                .setExpiryPolicyFactory(
                        switch (settings.expiry()) {
                            case NEVER -> EternalExpiryPolicy.factoryOf();
                            case CREATED -> CreatedExpiryPolicy.factoryOf(LIFETIME);
                            case TOUCHED -> TouchedExpiryPolicy.factoryOf(LIFETIME);
                        });
        if (settings.listening()) {
            configuration.addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                    FactoryBuilder.factoryOf(new CountingListener<String, V>()), null, false, true));
        }
        return configuration;
    }

    @Override
    public @Nullable V get(String key) {
        return cache.get(key);
    }

    @Override
    public void put(String key, V value) {
        cache.put(key, value);
    }

    @Override
    public Map<String, V> getAll(Set<String> keys) {
        return cache.getAll(keys);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Object increment(String key) {
        return ((Cache<String, Object>) cache).invoke(key, INCREMENT);
    }

    @Override
    public void close() {
        provider.close();
    }
}
