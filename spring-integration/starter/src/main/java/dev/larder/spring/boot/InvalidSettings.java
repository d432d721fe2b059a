package dev.larder.spring.boot;

import java.util.function.Function;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Reports values that Larder's own rules refuse as Spring Boot reports its own, with the file and the line. */
final class InvalidSettings {
    private InvalidSettings() {}

    /**
     * Reads a value.
     *
     * @param property its full name
     * @param parser throws an {@link IllegalArgumentException} that continues a sentence whose subject is the property
     * @throws InvalidConfigurationPropertyValueException if the parser refuses the value
     */
    static <T> T parse(String property, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException mistake) {
            String key = property.substring(property.lastIndexOf('.') + 1);
            throw of(property, value, "'" + key + "' " + mistake.getMessage());
        }
    }

    /** The failure of a value. */
    static InvalidConfigurationPropertyValueException of(String property, String value, String reason) {
        return new InvalidConfigurationPropertyValueException(property, value, reason);
    }
}
