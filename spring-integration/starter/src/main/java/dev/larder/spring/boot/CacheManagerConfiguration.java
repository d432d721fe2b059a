package dev.larder.spring.boot;

import dev.larder.spring.InvalidCacheSettingsException;
import dev.larder.spring.LarderCacheManager;
import dev.larder.store.Store;
import dev.larder.store.settings.PolicyNames;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.cache.autoconfigure.CacheProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.ConfigurableEnvironment;

/** The caches of an application with {@code @EnableCaching}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(CacheAspectSupport.class)
@EnableConfigurationProperties(CacheProperties.class)
class CacheManagerConfiguration {
    /** What the properties and the customizers say; an application with several cache managers builds its own from it. */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    @ConditionalOnMissingBean
    LarderCacheManager.Builder larderCacheManagerBuilder(
            Store store,
            LarderProperties properties,
            CacheProperties springProperties,
            ConfigurableEnvironment environment,
            ObjectProvider<LarderCacheManagerCustomizer> customizers) {
        Map<String, LarderProperties.CacheProperties> caches =
                WrittenNames.in(environment).withoutShadows(properties.caches());
        CacheSettingsReader reader =
                new CacheSettingsReader(new PolicyNames(store.config().classLoader()));
        LarderCacheManager.Builder builder = LarderCacheManager.builder(store)
                .defaults(reader.readDefaults(properties.defaults()))
                .dynamic(properties.dynamic())
                .transactionAware(properties.transactionAware());
        caches.forEach((name, settings) ->
                builder.cache(name, CacheSettingsReader.section(name), reader.read(name, settings)));
        builder.cacheNames(namesOf(springProperties));
        return InvalidCacheSettingsException.guard(() -> {
            customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
            return builder;
        });
    }

    private static List<String> namesOf(CacheProperties springProperties) {
        List<String> names = springProperties.getCacheNames();
        return names == null ? List.of() : names;
    }

    /** In place of Spring Boot's own, unless the application has one, or caches of its own. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(LarderCacheTypeCondition.class)
    @ConditionalOnMissingBean(
            value = {CacheManager.class, Cache.class},
            name = "cacheResolver")
    static class OnlyManager {
        @Bean
        LarderCacheManager cacheManager(LarderCacheManager.Builder builder) {
            return builder.build();
        }
    }
}
