package dev.larder.benchmarks.frameworks;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.SpringCacheSettings;
import dev.larder.store.Store;
import dev.larder.store.settings.PolicyNames;
import java.util.List;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;

/** The cache managers that are compared, all with room for 100,000 entries but the map, which has no bound. */
final class SpringContestants {
    static final String CAFFEINE = "caffeine";
    static final List<String> NAMES = List.of(CAFFEINE, "larder", "map");

    private SpringContestants() {}

    static CacheManager create(String contestant) {
        return switch (contestant) {
            case CAFFEINE -> {
                CaffeineCacheManager manager = new CaffeineCacheManager("users");
                manager.setCaffeine(Caffeine.newBuilder().maximumSize(100_000));
                yield manager;
            }
            case "larder" ->
                LarderCacheManager.builder(Store.open())
                        .cache(
                                "users",
                                "the benchmark",
                                SpringCacheSettings.builder(new PolicyNames(SpringContestants.class.getClassLoader()))
                                        .set("max-entries", "100000")
                                        .build())
                        .build();
            case "map" -> new ConcurrentMapCacheManager("users");
            default ->
                throw new IllegalArgumentException("Unknown contestant '" + contestant + "'; choose from " + NAMES + ".");
        };
    }
}
