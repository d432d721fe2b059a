package dev.larder.spring;

import java.util.Collection;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.SimpleCacheResolver;

/** The beans that carry out Spring's caching annotations. */
final class CachingAspects {
    private final ListableBeanFactory beans;

    CachingAspects(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Gives the only cache manager's resolver to the aspects before any of them serves a call: an aspect keeps for a method
     * what it resolved at the first one. Does nothing where the application configures its aspects, or has several managers;
     * there it is known only later whose caches they take.
     */
    void takeCachesFromOnly(LarderCacheManager manager) {
        boolean isOnlyOne = beans.getBeanNamesForType(CacheManager.class, true, false).length == 1
                && beans.getBeanNamesForType(CachingConfigurer.class, true, false).length == 0;
        if (isOnlyOne) {
            for (CacheAspectSupport aspect : aspects()) {
                if (aspect.getCacheResolver() == null) {
                    aspect.setCacheResolver(manager.cacheResolver());
                }
            }
        }
    }

    private Collection<CacheAspectSupport> aspects() {
        return beans.getBeansOfType(CacheAspectSupport.class, false, false).values();
    }

    /**
     * Gives the manager's resolver to each aspect that would resolve caches with the manager in the plain way, and takes
     * from it how keys are made and who hears of errors.
     */
    void takeCachesFrom(LarderCacheManager manager, ErrorHandlers handlers) {
        for (CacheAspectSupport aspect : aspects()) {
            if (usesPlainly(aspect, manager)) {
                aspect.setCacheResolver(manager.cacheResolver());
                handlers.use(aspect.getErrorHandler());
                manager.setKeyGenerator(aspect.getKeyGenerator());
            }
        }
    }

    /** An aspect without a resolver looks for the only manager once all beans are there, as this code does. */
    private boolean usesPlainly(CacheAspectSupport aspect, LarderCacheManager manager) {
        CacheResolver resolver = aspect.getCacheResolver();
        if (resolver == manager.cacheResolver()) {
            return true;
        }
        if (resolver == null) {
            return beans.getBeanProvider(CacheManager.class).getIfUnique() == manager;
        }
        return resolver.getClass() == SimpleCacheResolver.class
                && ((SimpleCacheResolver) resolver).getCacheManager() == manager;
    }
}
