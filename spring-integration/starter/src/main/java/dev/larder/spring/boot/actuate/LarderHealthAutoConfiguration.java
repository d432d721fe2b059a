package dev.larder.spring.boot.actuate;

import dev.larder.spring.boot.LarderAutoConfiguration;
import dev.larder.store.Store;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the health contributor {@code larder}; {@code management.health.larder.enabled} switches it. */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(Store.class)
@ConditionalOnEnabledHealthIndicator("larder")
public final class LarderHealthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = {"larderHealthIndicator", "larderHealthContributor"})
    HealthContributor larderHealthContributor(Store store) {
        return new LarderHealthIndicator(store);
    }
}
