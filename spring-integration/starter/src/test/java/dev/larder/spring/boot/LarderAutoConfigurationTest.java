package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.annotation.CacheableAll;
import dev.larder.store.Capacity;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.LogSpy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.NamedCacheResolver;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

class LarderAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LarderAutoConfiguration.class,
                    CacheAutoConfiguration.class,
                    ConfigurationPropertiesAutoConfiguration.class));
    private final ApplicationContextRunner caching = runner.withUserConfiguration(CachingApplication.class);

    @Test
    void start_cachingEnabled_makesTheCacheManagerAndItsStore() {
        caching.run(context -> {
            assertThat(context).hasSingleBean(CacheManager.class).hasSingleBean(Store.class);
            assertThat(context.getBean("cacheManager")).isInstanceOf(LarderCacheManager.class);
            assertThat(context.getBean(LarderCacheManager.class).store()).isSameAs(context.getBean(Store.class));
        });
    }

    @Test
    void start_cachingNotEnabled_makesTheStoreAlone() {
        runner.run(context ->
                assertThat(context).doesNotHaveBean(CacheManager.class).hasSingleBean(Store.class));
    }

    @Test
    void start_withoutEngineApi_backsOff() {
        caching.withClassLoader(new FilteredClassLoader(Store.class))
                .run(context -> assertThat(context).doesNotHaveBean(LarderCacheManager.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "SIMPLE", "none", "jcache"})
    void start_typeOfAnotherProvider_leavesItToSpringBoot(String type) {
        caching.withPropertyValues("spring.cache.type=" + type)
                .run(context -> assertThat(context).doesNotHaveBean(LarderCacheManager.class));
    }

    @Test
    void start_typeNone_hasSpringsNoOpManager() {
        caching.withPropertyValues("spring.cache.type=none")
                .run(context -> assertThat(context.getBean(CacheManager.class)).isInstanceOf(NoOpCacheManager.class));
    }

    @Test
    void start_typeNone_callsMethodsWithLardersAnnotationsAsTheyAre() {
        caching.withUserConfiguration(Annotated.class)
                .withPropertyValues("spring.cache.type=none")
                .run(context -> assertThat(context.getBean(Fruits.class).names(List.of(1, 2)))
                        .containsOnlyKeys(1, 2));
    }

    @Test
    void start_cachingEnabled_carriesOutLardersAnnotations() {
        caching.withUserConfiguration(Annotated.class).run(context -> {
            Fruits fruits = context.getBean(Fruits.class);
            fruits.names(List.of(1, 2));
            assertThat(fruits.names(List.of(2, 3)))
                    .containsEntry(2, "in call 1")
                    .containsEntry(3, "in call 2");
        });
    }

    @Test
    void start_managerDeclaredAsAnyCacheManager_carriesOutLardersAnnotations() {
        caching.withUserConfiguration(Annotated.class, DeclaredAsAny.class).run(context -> {
            Fruits fruits = context.getBean(Fruits.class);
            fruits.names(List.of(1, 2));
            assertThat(fruits.names(List.of(1, 2))).containsEntry(2, "in call 1");
        });
    }

    @Test
    void start_managerOfAnother_callsMethodsWithLardersAnnotationsAsTheyAreAndWarns() {
        caching.withUserConfiguration(Annotated.class, OwnManager.class).run(context -> {
            try (LogSpy log = new LogSpy()) {
                assertThat(context.getBean(Fruits.class).names(List.of(1))).containsOnlyKeys(1);
                assertThat(log.messages()).singleElement(STRING).contains("do nothing", "ConcurrentMapCacheManager");
            }
        });
    }

    @Test
    void start_typeGeneric_isLarder() {
        caching.withPropertyValues("spring.cache.type=generic")
                .run(context -> assertThat(context.getBean(CacheManager.class)).isInstanceOf(LarderCacheManager.class));
    }

    @Test
    void start_typeLarder_failsAndSaysThatNoneIsNeeded() {
        caching.withPropertyValues("spring.cache.type=larder").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("spring.cache.type")
                .hasMessageContaining("Remove the property"));
    }

    @Test
    void start_ownCacheManager_wins() {
        caching.withUserConfiguration(OwnManager.class).run(context -> {
            assertThat(context).hasSingleBean(CacheManager.class);
            assertThat(context.getBean(CacheManager.class)).isInstanceOf(ConcurrentMapCacheManager.class);
        });
    }

    @Test
    void start_ownCaches_leavesThemToSpringBoot() {
        caching.withUserConfiguration(OwnCache.class)
                .run(context -> assertThat(context.getBean(CacheManager.class)).isInstanceOf(SimpleCacheManager.class));
    }

    @Test
    void start_ownCacheResolver_backsOff() {
        caching.withUserConfiguration(OwnResolver.class)
                .run(context -> assertThat(context).doesNotHaveBean(CacheManager.class));
    }

    @Test
    void start_ownStore_isTheOneAndCloses() {
        Store[] used = new Store[1];
        caching.withUserConfiguration(OwnStore.class).run(context -> {
            used[0] = context.getBean(LarderCacheManager.class).store();
            assertThat(used[0].config().name()).isEqualTo("own");
        });
        assertThat(used[0].isClosed()).isTrue();
    }

    @Test
    void close_context_closesTheStore() {
        Store[] used = new Store[1];
        caching.run(context -> {
            used[0] = context.getBean(Store.class);
            assertThat(used[0].isClosed()).isFalse();
        });
        assertThat(used[0].isClosed()).isTrue();
    }

    @Test
    void start_cacheNames_makesThemWithTheDefaultsAlsoIfNotDynamic() {
        caching.withPropertyValues(
                        "spring.cache.cache-names=users,orders,com.acme.Line",
                        "larder.dynamic=false",
                        "larder.defaults.max-entries=5",
                        "larder.caches.users.max-entries=7",
                        "larder.caches[com.*].max-entries=9")
                .run(context -> {
                    LarderCacheManager manager = context.getBean(LarderCacheManager.class);
                    assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("users", "orders", "com.acme.Line");
                    assertThat(capacity(manager, "users")).isEqualTo(Capacity.entries(7));
                    assertThat(capacity(manager, "orders")).isEqualTo(Capacity.entries(5));
                    assertThat(capacity(manager, "com.acme.Line")).isEqualTo(Capacity.entries(9));
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void start_cacheNamesWithDuration_haveItAndTheSettingsOfTheirBase(boolean dynamic) {
        caching.withPropertyValues(
                        "spring.cache.cache-names=users#5m,orders#10s",
                        "larder.dynamic=" + dynamic,
                        "larder.caches.users.max-entries=7")
                .run(context -> {
                    LarderCacheManager manager = context.getBean(LarderCacheManager.class);
                    assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("users", "users#5m", "orders#10s");
                    assertThat(capacity(manager, "users#5m")).isEqualTo(Capacity.entries(7));
                    assertThat(lifeMillis(manager, "users#5m")).isEqualTo(300_000);
                    assertThat(lifeMillis(manager, "orders#10s")).isEqualTo(10_000);
                });
    }

    @Test
    void start_customizers_comeAfterTheProperties() {
        caching.withUserConfiguration(Customizers.class)
                .withPropertyValues(
                        "larder.max-memory=64MB",
                        "larder.high-water-mark=90%",
                        "larder.eviction-batch=4",
                        "larder.dynamic=true")
                .run(context -> {
                    StoreConfig config = context.getBean(Store.class).config();
                    assertThat(config.name()).isEqualTo("customized");
                    assertThat(config.maxMemoryBytes()).isEqualTo(64 << 20);
                    assertThat(config.highWaterMark()).isEqualTo(0.9);
                    assertThat(config.evictionBatch()).isEqualTo(4);
                    LarderCacheManager manager = context.getBean(LarderCacheManager.class);
                    assertThat(manager.getCache("unknown")).isNull();
                });
    }

    @Test
    void start_nothingSaid_countsStatistics() {
        caching.withPropertyValues("larder.caches.quiet.statistics=false").run(context -> {
            LarderCacheManager manager = context.getBean(LarderCacheManager.class);
            assertThat(cache(manager, "users").keyspace().config().statistics()).isTrue();
            assertThat(cache(manager, "quiet").keyspace().config().statistics()).isFalse();
        });
    }

    @Test
    void builder_ownManagerBesideAnother_hasThePropertiesToo() {
        caching.withUserConfiguration(TwoManagers.class)
                .withPropertyValues("larder.caches.users.max-entries=3")
                .run(context -> {
                    assertThat(context.getBean(CacheManager.class)).isInstanceOf(ConcurrentMapCacheManager.class);
                    assertThat(capacity(context.getBean(LarderCacheManager.class), "users"))
                            .isEqualTo(Capacity.entries(3));
                });
    }

    private static LarderCache cache(LarderCacheManager manager, String name) {
        Cache cache = manager.getCache(name);
        assertThat(cache).isInstanceOf(LarderCache.class);
        return (LarderCache) cache;
    }

    private static Capacity capacity(LarderCacheManager manager, String name) {
        return cache(manager, name).keyspace().config().capacity();
    }

    private static long lifeMillis(LarderCacheManager manager, String name) {
        return cache(manager, name).keyspace().config().lifetime().afterUpdateMillis();
    }

    @Configuration(proxyBeanMethods = false)
    static class Annotated {
        @Bean
        Fruits fruits() {
            return new Fruits();
        }
    }

    static class Fruits {
        private int calls;

        @CacheableAll(cacheName = "names")
        public Map<Integer, String> names(Collection<Integer> ids) {
            calls++;
            Map<Integer, String> names = new HashMap<>();
            ids.forEach(id -> names.put(id, "in call " + calls));
            return names;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class DeclaredAsAny {
        @Bean
        CacheManager cacheManager(LarderCacheManager.Builder builder) {
            return builder.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnManager {
        @Bean
        CacheManager ownManager() {
            return new ConcurrentMapCacheManager();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnCache {
        @Bean
        Cache ownCache() {
            return new ConcurrentMapCache("own");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnResolver implements CachingConfigurer {
        @Bean
        @Override
        public CacheResolver cacheResolver() {
            return new NamedCacheResolver(new NoOpCacheManager(), "any");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {
        @Bean
        Store store() {
            return Store.open(StoreConfig.builder().name("own").build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        @Bean
        LarderStoreCustomizer naming() {
            return config -> config.name("customized");
        }

        @Bean
        LarderCacheManagerCustomizer strict() {
            return builder -> builder.dynamic(false);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoManagers {
        @Bean
        @Primary
        CacheManager simpleManager() {
            return new ConcurrentMapCacheManager();
        }

        @Bean
        LarderCacheManager larderManager(LarderCacheManager.Builder builder) {
            return builder.build();
        }
    }
}
