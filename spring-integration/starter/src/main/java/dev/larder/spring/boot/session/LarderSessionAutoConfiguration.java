package dev.larder.spring.boot.session;

import dev.larder.spring.boot.LarderAutoConfiguration;
import dev.larder.store.Store;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.SessionRepositoryCustomizer;

/**
 * Auto-configuration of HTTP sessions in Larder, in a servlet application that has Spring Session and no other session
 * repository; {@code larder.session.enabled} switches it. The timeout is that of {@code spring.session.timeout}, else of
 * {@code server.servlet.session.timeout}.
 */
@AutoConfiguration(
        after = LarderAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisAutoConfiguration",
            "org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration"
        },
        beforeName = "org.springframework.boot.session.autoconfigure.SessionAutoConfiguration")
@ConditionalOnClass(SessionRepository.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnSingleCandidate(Store.class)
@ConditionalOnMissingBean(SessionRepository.class)
@ConditionalOnBooleanProperty(name = "larder.session.enabled", matchIfMissing = true)
@Import(LarderHttpSessionConfiguration.class)
public final class LarderSessionAutoConfiguration {
    /** Before those of the application. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SessionRepositoryCustomizer<LarderIndexedSessionRepository> larderSessionTimeout(Environment environment) {
        return repository -> {
            Duration timeout = timeout(environment);
            if (timeout != null) {
                repository.setDefaultMaxInactiveInterval(timeout);
            }
        };
    }

    /** Spring Boot's own two properties, and its rule that a number without a unit is seconds. */
    private static @Nullable Duration timeout(Environment environment) {
        String text = environment.getProperty("spring.session.timeout");
        if (text == null) {
            text = environment.getProperty("server.servlet.session.timeout");
        }
        return text == null ? null : DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
    }
}
