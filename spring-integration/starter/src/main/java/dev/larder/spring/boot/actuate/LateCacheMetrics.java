package dev.larder.spring.boot.actuate;

import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.cache.metrics.CacheMetricsRegistrar;
import org.springframework.cache.CacheManager;

/** Binds the meters of caches that are created while the application runs; Spring Boot binds those that it finds at its start. */
final class LateCacheMetrics implements SmartInitializingSingleton {
    private static final String MANAGER_SUFFIX = "cachemanager";

    private final Map<String, CacheManager> managersByBeanName;
    private final ObjectProvider<CacheMetricsRegistrar> registrar;
    private final ObjectProvider<MeterRegistry> registry;

    LateCacheMetrics(
            Map<String, CacheManager> managersByBeanName,
            ObjectProvider<CacheMetricsRegistrar> registrar,
            ObjectProvider<MeterRegistry> registry) {
        this.managersByBeanName = managersByBeanName;
        this.registrar = registrar;
        this.registry = registry;
    }

    @Override
    public void afterSingletonsInstantiated() {
        registrar.ifAvailable(binder -> managersByBeanName.forEach((beanName, manager) -> {
            if (manager instanceof LarderCacheManager ours) {
                bindCachesOf(ours, Tag.of("cache.manager", managerName(beanName)), binder);
            }
        }));
    }

    private void bindCachesOf(LarderCacheManager manager, Tag managerTag, CacheMetricsRegistrar binder) {
        manager.addCacheListener(cache -> {
            if (!isBound(cache, managerTag)) {
                binder.bindCacheToRegistry(cache, managerTag);
            }
        });
    }

    /** Micrometer warns of a meter that is registered twice. */
    private boolean isBound(LarderCache cache, Tag managerTag) {
        MeterRegistry meters = registry.getIfAvailable();
        return meters != null
                && meters.find("cache.size")
                                .tag("cache", cache.getName())
                                .tag(managerTag.getKey(), managerTag.getValue())
                                .gauge()
                        != null;
    }

    /** As Spring Boot tags the caches that it binds: the name of the bean, without a suffix that says what it is. */
    private static String managerName(String beanName) {
        boolean hasSuffix = beanName.length() > MANAGER_SUFFIX.length()
                && beanName.toLowerCase(Locale.ROOT).endsWith(MANAGER_SUFFIX);
        return hasSuffix ? beanName.substring(0, beanName.length() - MANAGER_SUFFIX.length()) : beanName;
    }
}
