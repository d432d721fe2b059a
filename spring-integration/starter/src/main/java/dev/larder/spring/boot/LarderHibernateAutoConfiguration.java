package dev.larder.spring.boot;

import dev.larder.store.Store;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration of Hibernate's second-level cache in the application's store, where {@code larder-hibernate} is on the
 * class path and {@code hibernate.cache.region.factory_class} names no other. Settings under {@code larder.hibernate}
 * become those under {@code hibernate.larder}.
 */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass(value = HibernatePropertiesCustomizer.class, name = SecondLevelCacheCustomizer.REGION_FACTORY)
@ConditionalOnSingleCandidate(Store.class)
@EnableConfigurationProperties(LarderProperties.class)
public final class LarderHibernateAutoConfiguration {
    @Bean
    HibernatePropertiesCustomizer larderSecondLevelCache(
            Store store, LarderProperties properties, ConfigurableEnvironment environment) {
        WrittenNames.in(environment); // and fails where a region would not be the one that was named
        return new SecondLevelCacheCustomizer(store, properties.hibernate());
    }
}
