package dev.larder.spring.boot.session;

import dev.larder.spring.boot.LarderAutoConfiguration;
import dev.larder.store.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
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
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE) // any other repository that is configured automatically comes first
@ConditionalOnClass(SessionRepository.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnSingleCandidate(Store.class)
@ConditionalOnMissingBean(SessionRepository.class)
@ConditionalOnBooleanProperty(name = "larder.session.enabled", matchIfMissing = true)
@Import(LarderHttpSessionConfiguration.class)
public final class LarderSessionAutoConfiguration {
    private static final System.Logger LOG = System.getLogger(LarderSessionAutoConfiguration.class.getName());

    /** Before those of the application. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SessionRepositoryCustomizer<LarderIndexedSessionRepository> larderSessionTimeout(Environment environment) {
        return repository -> {
            LOG.log(
                    Level.INFO,
                    "Larder keeps the HTTP sessions, in the memory of this application. Set larder.session.enabled=false"
                            + " to leave them to the servlet container.");
            Duration timeout = timeout(environment);
            if (timeout != null) {
                repository.setDefaultMaxInactiveInterval(timeout);
            }
        };
    }

    /** Spring Boot's own two properties, and its rule that a number without a unit is seconds. */
    private static @Nullable Duration timeout(Environment environment) {
        for (String property : List.of("spring.session.timeout", "server.servlet.session.timeout")) {
            String text = environment.getProperty(property);
            if (text != null) {
                return parse(property, text);
            }
        }
        return null;
    }

    private static Duration parse(String property, String text) {
        try {
            return DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
        } catch (IllegalArgumentException mistake) {
            throw new InvalidConfigurationPropertyValueException(
                    property, text, "it must be a duration such as 30m, or a number of seconds");
        }
    }
}
