package dev.larder.migration;

import dev.larder.jcache.LarderConfiguration;
import java.time.Duration;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** The same as {@link EhcacheBefore}. */
final class EhcacheAfter {
    private EhcacheAfter() {}

    static Cache<Long, User> users(CacheManager manager) {
        Cache<Long, User> users = manager.createCache(
                "users",
                new LarderConfiguration<Long, User>()
                        .setTypes(Long.class, User.class)
                        .setMaxEntries(10_000)
                        .setTimeToLiveFromCreation(Duration.ofMinutes(10)));
        return users;
    }
}
