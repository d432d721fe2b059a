package dev.larder.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;

class FromEhcacheTest {
    @Test
    void cache_beforeAndAfter_storesTheSame() {
        requireThatItStores("org.ehcache.jsr107.EhcacheCachingProvider", EhcacheBefore::users);
        requireThatItStores("dev.larder.jcache.LarderCachingProvider", EhcacheAfter::users);
    }

    private static void requireThatItStores(String provider, Function<CacheManager, Cache<Long, User>> create) {
        try (CacheManager manager = Caching.getCachingProvider(provider).getCacheManager()) {
            Cache<Long, User> users = create.apply(manager);
            users.put(1L, new User(1, "Ann"));
            assertThat(users.get(1L)).isEqualTo(new User(1, "Ann"));
            assertThat(users.putIfAbsent(1L, new User(1, "Bob"))).isFalse();
        }
    }
}
