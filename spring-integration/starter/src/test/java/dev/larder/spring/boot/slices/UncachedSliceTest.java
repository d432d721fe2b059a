package dev.larder.spring.boot.slices;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.cache.test.autoconfigure.AutoConfigureCache;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.cache.CacheManager;
import org.springframework.cache.support.NoOpCacheManager;

/** A slice that asks for no provider has none, as with Spring Boot's own providers. */
@WebMvcTest
@AutoConfigureCache
class UncachedSliceTest {
    @Autowired
    private CacheManager manager;

    @Test
    void manager_noProviderAsked_cachesNothing() {
        assertThat(manager).isInstanceOf(NoOpCacheManager.class);
    }
}
