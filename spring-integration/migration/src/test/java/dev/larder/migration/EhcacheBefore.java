package dev.larder.migration;

import java.time.Duration;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.jsr107.Eh107Configuration;

/** An application with Ehcache 3 behind JCache. */
final class EhcacheBefore {
    private EhcacheBefore() {}

    static Cache<Long, User> users(CacheManager manager) {
        Cache<Long, User> users = manager.createCache(
                "users",
                Eh107Configuration.fromEhcacheCacheConfiguration(CacheConfigurationBuilder.newCacheConfigurationBuilder(
                                Long.class, User.class, ResourcePoolsBuilder.heap(10_000))
                        .withExpiry(ExpiryPolicyBuilder.timeToLiveExpiration(Duration.ofMinutes(10)))));
        return users;
    }
}
