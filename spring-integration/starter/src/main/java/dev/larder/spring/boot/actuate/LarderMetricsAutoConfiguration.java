package dev.larder.spring.boot.actuate;

import dev.larder.spring.LarderCache;
import dev.larder.spring.boot.LarderAutoConfiguration;
import dev.larder.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration;
import org.springframework.boot.cache.metrics.CacheMeterBinderProvider;
import org.springframework.boot.cache.metrics.CacheMetricsRegistrar;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the meters of Larder's caches and store, in an application that has Micrometer. */
@AutoConfiguration(after = LarderAutoConfiguration.class, before = CacheMetricsAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
public final class LarderMetricsAutoConfiguration {
    @Bean
    @ConditionalOnSingleCandidate(Store.class)
    @ConditionalOnMissingBean
    LarderStoreMetrics larderStoreMetrics(Store store) {
        return new LarderStoreMetrics(store);
    }

    @Bean
    @ConditionalOnBean(CacheManager.class)
    CacheMeterBinderProvider<LarderCache> larderCacheMeterBinderProvider() {
        return LarderCacheMetrics::new;
    }

    @Bean
    @ConditionalOnBean(CacheManager.class)
    LateCacheMetrics larderLateCacheMetrics(
            Map<String, CacheManager> managers,
            ObjectProvider<CacheMetricsRegistrar> registrar,
            ObjectProvider<MeterRegistry> registry) {
        return new LateCacheMetrics(managers, registrar, registry);
    }
}
