package dev.larder.spring.boot;

import dev.larder.spring.LarderCacheManager;

/** A bean that has a say in the auto-configured cache manager before it is built, after the properties. */
@FunctionalInterface
public interface LarderCacheManagerCustomizer {
    /** Changes what the manager is built from; the settings of caches that the properties name can't be replaced. */
    void customize(LarderCacheManager.Builder builder);
}
