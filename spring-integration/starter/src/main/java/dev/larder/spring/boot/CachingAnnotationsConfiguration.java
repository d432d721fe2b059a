package dev.larder.spring.boot;

import dev.larder.spring.LarderCachingConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Larder's own caching annotations, where there is a cache manager that may be Larder's: what its bean was declared as does
 * not tell. Without one, as in a test slice that caches nothing, methods that have them are called as they are. Comes after
 * the manager, which its condition looks for.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean({CacheAspectSupport.class, CacheManager.class})
@Import(LarderCachingConfiguration.class)
class CachingAnnotationsConfiguration {}
