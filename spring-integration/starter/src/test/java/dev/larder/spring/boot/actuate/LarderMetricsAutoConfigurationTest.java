package dev.larder.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.boot.LarderAutoConfiguration;
import dev.larder.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class LarderMetricsAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LarderAutoConfiguration.class,
                    LarderMetricsAutoConfiguration.class,
                    CacheAutoConfiguration.class,
                    CacheMetricsAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class));

    @Test
    void gets_ofCachesMadeAtTheStartAndLater_areMeteredUnderTheUsualTags(CapturedOutput output) {
        runner.withUserConfiguration(Caching.class)
                .withPropertyValues("larder.caches.users.max-entries=10")
                .run(context -> {
                    CacheManager manager = context.getBean(CacheManager.class);
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    for (String name : new String[] {"users", "later"}) {
                        manager.getCache(name).get("ann");
                        assertThat(registry.get("cache.gets")
                                        .tags("cache", name, "name", name, "cache.manager", "cacheManager")
                                        .tag("result", "miss")
                                        .functionCounter()
                                        .count())
                                .as(name)
                                .isEqualTo(1);
                    }
                });
        assertThat(output).doesNotContain("already been registered").doesNotContain("WARN");
    }

    @Test
    void tags_ofAManagerUnderAnotherName_areThoseThatSpringBootGivesIt() {
        runner.withUserConfiguration(Caching.class, OwnManager.class)
                .withPropertyValues("larder.caches.users.max-entries=10")
                .run(context -> {
                    context.getBean(CacheManager.class).getCache("later");
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    for (String name : new String[] {"users", "later"}) {
                        assertThat(registry.get("cache.size")
                                        .tags("cache", name, "cache.manager", "pantry")
                                        .gauge())
                                .isNotNull();
                    }
                });
    }

    @Test
    void store_withALimit_isMetered() {
        runner.withPropertyValues("larder.max-memory=64MB").run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("larder.store.memory")
                            .tag("store", "larder")
                            .gauge()
                            .value())
                    .isZero();
            assertThat(registry.get("larder.store.memory.max").gauge().value()).isEqualTo(64 << 20);
        });
    }

    @Test
    void start_twoStoresOfTheApplication_metersNone() {
        runner.withUserConfiguration(TwoStores.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LarderStoreMetrics.class));
    }

    @Test
    void start_withoutMicrometer_backsOff() {
        runner.withUserConfiguration(Caching.class)
                .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LateCacheMetrics.class));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {}

    @Configuration(proxyBeanMethods = false)
    static class OwnManager {
        @Bean
        CacheManager pantryCacheManager(LarderCacheManager.Builder builder) {
            return builder.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoStores {
        @Bean
        Store first() {
            return Store.open();
        }

        @Bean
        Store second() {
            return Store.open();
        }
    }
}
