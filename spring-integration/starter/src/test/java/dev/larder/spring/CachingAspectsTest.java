package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.annotation.CacheTags;
import dev.larder.store.Store;
import dev.larder.testkit.ManualClock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.SimpleCacheResolver;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which caching aspects take the manager's resolver, and which are left alone. */
class CachingAspectsTest {
    private final Store store = Caches.store(new ManualClock());
    private final LarderCacheManager manager = LarderCacheManager.builder(store).build();

    @AfterEach
    void close() {
        store.close();
    }

    private CacheResolver resolverOf(Class<?>... beans) {
        try (Application application = Application.start(manager, beans)) {
            return application.bean(CacheInterceptor.class).getCacheResolver();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AnotherManager {
        @Bean(defaultCandidate = false)
        CacheManager another() {
            return new ConcurrentMapCacheManager();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AnotherManagerConfigured implements CachingConfigurer {
        static final CacheManager ANOTHER = new ConcurrentMapCacheManager();

        @Override
        public CacheManager cacheManager() {
            return ANOTHER;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnResolver implements CachingConfigurer {
        static final CacheResolver OWN = context -> List.of();

        @Override
        public CacheResolver cacheResolver() {
            return OWN;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ThisManagerConfigured implements CachingConfigurer {
        private final LarderCacheManager manager;

        ThisManagerConfigured(LarderCacheManager manager) {
            this.manager = manager;
        }

        @Override
        public CacheManager cacheManager() {
            return manager;
        }
    }

    static class Users {
        @Cacheable(cacheNames = "users", cacheResolver = "larder")
        public String find(String id) {
            return "found";
        }
    }

    @Test
    void aspect_withoutSettings_takesTheResolver() {
        assertThat(resolverOf()).isSameAs(manager.cacheResolver());
    }

    @Test
    void aspect_configuredWithThisManager_takesTheResolver() {
        assertThat(resolverOf(ThisManagerConfigured.class)).isSameAs(manager.cacheResolver());
    }

    @Test
    void aspect_besideAManagerThatIsNoCandidate_takesTheResolver() {
        assertThat(resolverOf(AnotherManager.class)).isSameAs(manager.cacheResolver());
    }

    @Test
    void aspect_configuredWithAnotherManager_isLeftAlone() {
        assertThat(resolverOf(AnotherManagerConfigured.class))
                .isInstanceOfSatisfying(SimpleCacheResolver.class, resolver -> assertThat(resolver.getCacheManager())
                        .isSameAs(AnotherManagerConfigured.ANOTHER));
    }

    @Test
    void aspect_withAResolverOfTheApplication_isLeftAlone() {
        assertThat(resolverOf(OwnResolver.class)).isSameAs(OwnResolver.OWN);
    }

    @Test
    void aspect_ofAContextBelow_takesTheResolver() {
        try (AnnotationConfigApplicationContext above = new AnnotationConfigApplicationContext();
                AnnotationConfigApplicationContext below = new AnnotationConfigApplicationContext()) {
            above.registerBean("cacheManager", LarderCacheManager.class, () -> manager);
            above.refresh();
            below.setParent(above);
            below.register(Caching.class);
            below.refresh();

            assertThat(below.getBean(CacheInterceptor.class).getCacheResolver()).isSameAs(manager.cacheResolver());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {}

    static class Prices {
        @Cacheable("prices")
        @CacheTags("'all'")
        public String of(String product) {
            return "10";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class WarmedUp {
        @Bean
        Prices prices() {
            return new Prices();
        }

        @Bean
        SmartInitializingSingleton warmUp(Prices prices) {
            return () -> prices.of("tea");
        }
    }

    /** Its beans come after those of the application, as auto-configured ones do. */
    @Configuration(proxyBeanMethods = false)
    static class ManagerAtLast {
        @Bean
        LarderCacheManager cacheManager(Store store) {
            return LarderCacheManager.builder(store).build();
        }
    }

    @Test
    void method_calledWhileTheApplicationStarts_isCachedAsEverLater() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(Store.class, () -> store);
            context.register(WarmedUp.class, ManagerAtLast.class);
            context.refresh();
            context.getBean(Prices.class).of("rye");

            LarderCache prices = context.getBean(LarderCacheManager.class).require("prices");
            assertThat(prices.evictByTag("all")).isEqualTo(2);
        }
    }

    @Test
    void annotation_thatNamesTheResolver_usesIt() {
        try (Application application = Application.start(
                manager,
                context -> context.registerBean("larder", CacheResolver.class, manager::cacheResolver),
                AnotherManagerConfigured.class,
                Users.class)) {
            application.bean(Users.class).find("ada");

            assertThat(manager.require("users").get("ada")).isNotNull();
        }
    }
}
