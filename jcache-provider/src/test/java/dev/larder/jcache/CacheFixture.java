package dev.larder.jcache;

import dev.larder.testkit.ManualClock;
import javax.cache.configuration.Configuration;

/** A provider of its own with one manager, on a clock that stands still. */
final class CacheFixture implements AutoCloseable {
    final ManualClock clock = new ManualClock();
    final LarderCachingProvider provider = new LarderCachingProvider(clock);
    final LarderCacheManager manager = provider.getCacheManager();

    <K, V> LarderCache<K, V> create(Configuration<K, V> configuration) {
        return manager.createCache("users", configuration);
    }

    /** A configuration for the cases where any will do. */
    static LarderConfiguration<String, String> strings() {
        return new LarderConfiguration<String, String>().setTypes(String.class, String.class);
    }

    /** A cache's configuration as it is now. */
    @SuppressWarnings("unchecked") // the standard asks for it by class
    static <K, V> LarderConfiguration<K, V> configurationOf(LarderCache<K, V> cache) {
        return cache.getConfiguration(LarderConfiguration.class);
    }

    @Override
    public void close() {
        provider.close();
    }
}
