package dev.larder.spring.docs;

import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.boot.LarderStoreCustomizer;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import java.time.Duration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The beans of docs/spring.md. */
final class Setup {
    private Setup() {}

    @Configuration(proxyBeanMethods = false)
    static class StoreName {
        @Bean
        LarderStoreCustomizer storeName() {
            return config -> config.name("shop");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoManagers {
        @Bean
        @Primary
        LarderCacheManager cacheManager(LarderCacheManager.Builder builder) {
            return builder.build();
        }

        @Bean
        CacheManager simpleManager() {
            return new ConcurrentMapCacheManager();
        }
    }

    static Keyspace<String, Integer> attempts(Store store) {
        Keyspace<String, Integer> attempts = store.create("login/attempts", KeyspaceConfig.defaults());
        attempts.put("ann", 1, Duration.ofMinutes(15));
        attempts.merge("ann", 1, Integer::sum);
        return attempts;
    }
}
