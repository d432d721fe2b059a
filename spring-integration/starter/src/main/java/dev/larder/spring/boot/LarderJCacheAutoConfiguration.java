package dev.larder.spring.boot;

import dev.larder.store.Store;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.cache.CacheType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.CacheProperties;
import org.springframework.boot.cache.autoconfigure.JCacheManagerCustomizer;
import org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.util.ClassUtils;

/**
 * Auto-configuration of JCache in the application's store, where {@code larder-jcache} is on the class path: a {@link
 * CacheManager} of the standard beside Spring's own, with the file that {@code spring.cache.jcache.config} names. With
 * {@code spring.cache.type=jcache} it is the one that Spring's caches are in.
 */
@AutoConfiguration(after = LarderAutoConfiguration.class, before = CacheAutoConfiguration.class)
@ConditionalOnClass(value = CacheManager.class, name = LarderJCacheAutoConfiguration.PROVIDER)
@ConditionalOnSingleCandidate(Store.class)
@ConditionalOnProperty(
        name = "spring.cache.jcache.provider",
        havingValue = LarderJCacheAutoConfiguration.PROVIDER,
        matchIfMissing = true)
@EnableConfigurationProperties(CacheProperties.class)
public final class LarderJCacheAutoConfiguration implements BeanClassLoaderAware {
    static final String PROVIDER = "dev.larder.jcache.LarderCachingProvider";

    /** As {@code LarderCachingProvider.STORE_PROPERTY} says. */
    private static final String STORE_PROPERTY = "dev.larder.store";

    private @Nullable ClassLoader beanClassLoader;

    @Override
    public void setBeanClassLoader(ClassLoader classLoader) {
        beanClassLoader = classLoader;
    }

    @Bean
    JCachePropertiesCustomizer larderStoreOfJCache(Store store) {
        return properties -> properties.put(STORE_PROPERTY, store);
    }

    /**
     * The manager, of a provider of its own: the one that the standard hands out keeps a manager for each URI, so that two
     * contexts of one class loader, as in tests, would share theirs, and its store.
     */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(CacheManager.class)
    CacheManager jCacheCacheManager(
            CacheProperties cacheProperties,
            ObjectProvider<Configuration<?, ?>> defaultConfiguration,
            ObjectProvider<JCachePropertiesCustomizer> propertiesCustomizers,
            ObjectProvider<JCacheManagerCustomizer> managerCustomizers)
            throws IOException {
        Class<?> provider = ClassUtils.resolveClassName(PROVIDER, beanClassLoader);
        Resource config = cacheProperties.resolveConfigLocation(
                cacheProperties.getJcache().getConfig());
        URI uri = config == null ? null : config.getURI();
        Properties properties = new Properties();
        propertiesCustomizers.orderedStream().forEach(customizer -> customizer.customize(properties));
        CacheManager manager = ((CachingProvider) BeanUtils.instantiateClass(provider))
                .getCacheManager(uri, beanClassLoader, properties);
        for (String name : namesOf(cacheProperties)) {
            manager.createCache(name, defaultConfiguration.getIfAvailable(MutableConfiguration::new));
        }
        managerCustomizers.orderedStream().forEach(customizer -> customizer.customize(manager));
        return manager;
    }

    /** Where Spring's caches are to be JCache's, this manager has those that are named, as Spring Boot's own would. */
    private static List<String> namesOf(CacheProperties cacheProperties) {
        List<String> names = cacheProperties.getCacheNames();
        return names == null || cacheProperties.getType() != CacheType.JCACHE ? List.of() : names;
    }
}
