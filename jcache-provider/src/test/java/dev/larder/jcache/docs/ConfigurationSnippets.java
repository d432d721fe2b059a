package dev.larder.jcache.docs;

import dev.larder.jcache.LarderConfiguration;
import dev.larder.store.Durability;
import dev.larder.store.Persistence;
import dev.larder.store.settings.PersistenceSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** The Java of docs/configuration.md. */
final class ConfigurationSnippets {
    private ConfigurationSnippets() {}

    static CacheManager openManager() {
        CachingProvider provider = Caching.getCachingProvider();
        CacheManager manager = provider.getCacheManager(URI.create("classpath:larder.yaml"), null);
        return manager;
    }

    static Cache<String, String> createCache(CacheManager manager) {
        LarderConfiguration<String, String> configuration = new LarderConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setMaxEntries(10_000)
                .setTimeToLive(Duration.ofMinutes(10))
                .setExpiryJitter(0.1)
                .setStatisticsEnabled(true);
        Cache<String, String> users = manager.createCache("users", configuration);
        return users;
    }

    static void setWeigher(LarderConfiguration<String, String> configuration) {
        configuration
                .setMaxBytes(64 << 20)
                .setWeigherFactory(() -> (key, value) -> 2 * (key.length() + value.length()));
    }

    static List<LarderConfiguration<String, String>> kept() {
        LarderConfiguration<String, String> kept = new LarderConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setPersistence(Persistence.Mode.HYBRID);
        LarderConfiguration<String, String> data = new LarderConfiguration<String, String>()
                .setPersistence(PersistenceSettings.builder()
                        .mode(Persistence.Mode.HYBRID)
                        .role(Persistence.Role.DATA)
                        .durability(Durability.SYNC)
                        .build());
        return List.of(kept, data);
    }
}
