package dev.larder.spring;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.cache.CacheManager;
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
     * Gives the manager's resolver to each aspect that would resolve caches with the manager in the plain way, and takes
     * from it how keys are made and who hears of errors.
     */
    void takeCachesFrom(LarderCacheManager manager, ErrorHandlers handlers) {
        for (CacheAspectSupport aspect :
                beans.getBeansOfType(CacheAspectSupport.class, false, false).values()) {
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
        if (resolver == null) {
            return beans.getBeanProvider(CacheManager.class).getIfUnique() == manager;
        }
        return resolver.getClass() == SimpleCacheResolver.class
                && ((SimpleCacheResolver) resolver).getCacheManager() == manager;
    }
}
