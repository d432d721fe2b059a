package dev.larder.benchmarks.frameworks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/**
 * The second-level caches that are compared. Larder's regions hold 10,000 entries by default; the others' are not bounded,
 * as {@code larder-unbounded} is not. {@code -jcache} is hibernate-jcache with the provider as it is when nobody
 * configures it; {@code -by-reference} the same with regions that don't serialize.
 */
final class SecondLevelContestants {
    static final List<String> NAMES = List.of(
            "larder", "larder-unbounded", "ehcache-jcache", "caffeine-jcache", "ehcache-by-reference", "caffeine-by-reference", "none");

    private static final String EHCACHE = "org.ehcache.jsr107.EhcacheCachingProvider";
    private static final String CAFFEINE = "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";

    private SecondLevelContestants() {}

    /** Hibernate's settings of a contestant. */
    static Map<String, Object> settings(String contestant) {
        return switch (contestant) {
            case "larder" -> Map.of("hibernate.cache.region.factory_class", "larder");
            case "larder-unbounded" ->
                Map.of(
                        "hibernate.cache.region.factory_class",
                        "larder",
                        "hibernate.larder.defaults.max-entries",
                        "unlimited");
            case "ehcache-jcache" -> jcache(EHCACHE, false);
            case "caffeine-jcache" -> jcache(CAFFEINE, false);
            case "ehcache-by-reference" -> jcache(EHCACHE, true);
            case "caffeine-by-reference" -> jcache(CAFFEINE, true);
            case "none" -> Map.of("hibernate.cache.use_second_level_cache", "false");
            default ->
                throw new IllegalArgumentException("Unknown contestant '" + contestant + "'; choose from " + NAMES + ".");
        };
    }

    private static Map<String, Object> jcache(String provider, boolean byReference) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("hibernate.cache.region.factory_class", "jcache");
        settings.put("hibernate.javax.cache.missing_cache_strategy", "create");
        CacheManager manager = Caching.getCachingProvider(provider).getCacheManager();
        if (byReference) {
            manager.createCache(Product.class.getName(), new MutableConfiguration<>().setStoreByValue(false));
        }
        settings.put("hibernate.javax.cache.cache_manager", manager);
        return settings;
    }
}
