package dev.larder.spring.boot;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether {@code spring.cache.type} leaves the choice to what is on the class path: it is not set, or {@code generic}, the
 * type of caches that Spring Boot does not know itself. The test annotation {@code @AutoConfigureCache}, which sets one of
 * Boot's types in any case, can ask for Larder only in this way.
 */
final class LarderCacheTypeCondition extends SpringBootCondition {
    private static final String PROPERTY = "spring.cache.type";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Larder cache type");
        String type = lowerCase(context.getEnvironment().getProperty(PROPERTY));
        if (type.isEmpty() || type.equals("generic")) {
            return ConditionOutcome.match(
                    message.because(type.isEmpty() ? "automatic cache type" : "generic cache type"));
        }
        if (type.equals("larder")) {
            throw InvalidSettings.of(
                    PROPERTY,
                    type,
                    "Spring Boot knows no such type. Remove the property: Larder is what caches as soon as"
                            + " larder-spring-boot-starter is on the class path.");
        }
        return ConditionOutcome.noMatch(message.because(type + " cache type"));
    }

    private static String lowerCase(@Nullable String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }
}
