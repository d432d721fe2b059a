package dev.larder.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Capacity;
import dev.larder.store.Keyspace;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.springframework.cache.CacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;

/** Spring's caches on JCache, and JCache on Larder: what there was before the starter, and still is. */
class JCacheBridgeTest {
    @Test
    void application_withTheSettingsOfThePage_hasCachesAsTheFileSays() {
        Applications.withSettings("spring.md", "jcache")
                .withPropertyValues("spring.cache.jcache.provider=dev.larder.jcache.LarderCachingProvider")
                .run(context -> {
                    assertThat(context.getBean(CacheManager.class)).isInstanceOf(JCacheCacheManager.class);
                    Cache<?, ?> searches = (Cache<?, ?>) context.getBean(CacheManager.class)
                            .getCache("searches")
                            .getNativeCache();
                    Keyspace<?, ?> keyspace = searches.unwrap(Keyspace.class);
                    assertThat(keyspace.config().capacity()).isEqualTo(Capacity.entries(2_000));
                });
    }
}
