package dev.larder.migration;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with Caffeine. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class CaffeineBefore {
    @Bean
    CacheManager cacheManager() {
        CaffeineCacheManager manager = new CaffeineCacheManager("users", "prices");
        manager.setCaffeine(Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofMinutes(10))
                .recordStats());
        manager.registerCustomCache(
                "prices",
                Caffeine.newBuilder()
                        .maximumSize(500)
                        .expireAfterAccess(Duration.ofSeconds(30))
                        .build());
        return manager;
    }

    /** Caffeine without Spring. */
    static LoadingCache<Long, User> users(List<String> log) {
        LoadingCache<Long, User> users = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofMinutes(10))
                .refreshAfterWrite(Duration.ofMinutes(8))
                .removalListener(
                        (@Nullable Long id, @Nullable User user, RemovalCause cause) -> log.add(cause + " " + id))
                .recordStats()
                .build(id -> new User(id, "user " + id));
        return users;
    }
}
