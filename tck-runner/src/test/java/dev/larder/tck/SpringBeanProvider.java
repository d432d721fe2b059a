package dev.larder.tck;

import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.BeanProvider;
import javax.cache.configuration.MutableConfiguration;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Hands the TCK's annotation tests their beans, with {@code @CacheResult}, {@code @CacheRemove} and
 * {@code @CacheRemoveAll} carried out by Spring over the caching provider on the class path.
 *
 * <p>The suite asks for the beans by their classes, so Spring has to subclass them. Spring looks the caches up by name
 * and makes none, so they are created beforehand; the third one's name is what JSR-107 says for a
 * {@code @CacheResult} without one.
 */
public final class SpringBeanProvider implements BeanProvider {

    private static final List<String> CACHE_NAMES = List.of(
            "blogManager", "blgMngr", "manager.UsingDefaultCacheNameBlogManagerImpl.getEntryCached(java.lang.String)");

    // Open for as long as the JVM: the suite has no end at which it could be closed.
    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(AnnotatedBeans.class);

    @Override
    public <T> T getBeanByType(Class<T> beanClass) {
        return context.getBean(beanClass);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching(proxyTargetClass = true)
    @Import({
        CacheNameOnEachMethodBlogManagerImpl.class,
        ClassLevelCacheConfigBlogManagerImpl.class,
        UsingDefaultCacheNameBlogManagerImpl.class
    })
    static class AnnotatedBeans {

        @Bean
        CacheManager jsr107CacheManager() {
            CacheManager manager = Caching.getCachingProvider().getCacheManager();
            for (String name : CACHE_NAMES) {
                manager.createCache(name, new MutableConfiguration<>());
            }
            return manager;
        }

        @Bean
        JCacheCacheManager cacheManager(CacheManager jsr107CacheManager) {
            return new JCacheCacheManager(jsr107CacheManager);
        }
    }
}
