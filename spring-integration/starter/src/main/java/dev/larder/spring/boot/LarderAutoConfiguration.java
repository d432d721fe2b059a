package dev.larder.spring.boot;

import dev.larder.spring.LarderCacheManager;
import dev.larder.store.Store;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of Larder: a {@link Store}, and with {@code @EnableCaching} a {@link LarderCacheManager} of the caches
 * that the properties under {@code larder} describe. An application's own beans of these types come first, and so does a
 * {@code spring.cache.type} that names another provider.
 */
@AutoConfiguration(before = CacheAutoConfiguration.class)
@ConditionalOnClass({Store.class, CacheAutoConfiguration.class})
@EnableConfigurationProperties(LarderProperties.class)
@Import({StoreConfiguration.class, CacheManagerConfiguration.class, CachingAnnotationsConfiguration.class})
public final class LarderAutoConfiguration {}
