package dev.larder.migration;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RMapCache;
import org.redisson.api.RedissonClient;
import org.redisson.spring.cache.CacheConfig;
import org.redisson.spring.cache.RedissonSpringCacheManager;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with Redisson. Compiled, but not run: it needs a server. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class RedissonBefore {
    @Bean
    CacheManager cacheManager(RedissonClient redisson) {
        CacheConfig users = new CacheConfig(Duration.ofMinutes(10).toMillis(), 0);
        users.setMaxSize(10_000);
        return new RedissonSpringCacheManager(redisson, Map.of("users", users));
    }

    static void putForAnHour(RedissonClient redisson, User user) {
        RMapCache<Long, User> users = redisson.getMapCache("users");
        users.put(user.id(), user, 1, TimeUnit.HOURS);
        users.putIfAbsent(user.id(), user);
    }
}
