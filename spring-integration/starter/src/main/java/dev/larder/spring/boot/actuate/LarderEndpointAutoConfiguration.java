package dev.larder.spring.boot.actuate;

import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.boot.LarderAutoConfiguration;
import dev.larder.store.Store;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Auto-configuration of the endpoint {@code larder}, where it is exposed. */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnSingleCandidate(Store.class)
@ConditionalOnAvailableEndpoint(LarderEndpoint.class)
public final class LarderEndpointAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    LarderEndpoint larderEndpoint(Store store, ObjectProvider<CacheManager> managers, Environment environment) {
        Show showKeys = Binder.get(environment)
                .bind("management.endpoint.larder.show-keys", Show.class)
                .orElse(Show.NEVER);
        List<LarderCacheManager> ours = managers.orderedStream()
                .filter(LarderCacheManager.class::isInstance)
                .map(LarderCacheManager.class::cast)
                .toList();
        return new LarderEndpoint(store, ours, showKeys);
    }
}
