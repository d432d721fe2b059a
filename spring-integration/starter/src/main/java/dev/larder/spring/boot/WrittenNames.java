package dev.larder.spring.boot;

import dev.larder.spring.boot.LarderProperties.CacheProperties;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * The names of caches as they were written under {@code larder.caches}. Relaxed binding drops characters that it does not
 * know, so that {@code user_profiles} would silently configure a cache {@code userprofiles}; and a variable of the
 * environment, which has no small letters, comes out as one more cache beside the one that it means.
 */
final class WrittenNames {
    private static final String PREFIX = "larder.caches";
    private static final String HIBERNATE_PREFIX = "larder.hibernate.";
    /** Hibernate's own name of a setting, which binding leaves recognizable. */
    private static final String NOT_A_NAME = HIBERNATE_PREFIX + "missing_cache_strategy";

    private static final Pattern BRACKETS = Pattern.compile("\\[[^]]*]");

    private final Set<String> names;

    private WrittenNames(Set<String> names) {
        this.names = names;
    }

    /**
     * Looks for the names in all files and other sources that keep them as they were written.
     *
     * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException if a name that
     *     relaxed binding would change is not in brackets
     */
    static WrittenNames in(ConfigurableEnvironment environment) {
        Set<String> names = new HashSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String property : enumerable.getPropertyNames()) {
                    if (property.startsWith(PREFIX + ".") || property.startsWith(PREFIX + "[")) {
                        names.add(nameIn(property, source));
                    } else if (property.startsWith(HIBERNATE_PREFIX) && !property.equals(NOT_A_NAME)) {
                        requireKept(BRACKETS.matcher(property).replaceAll(""), property, source);
                    }
                }
            }
        }
        return new WrittenNames(names);
    }

    private static String nameIn(String property, PropertySource<?> source) {
        if (property.charAt(PREFIX.length()) == '[') {
            int end = property.indexOf(']');
            return end < 0 ? property : property.substring(PREFIX.length() + 1, end);
        }
        int start = PREFIX.length() + 1;
        int end = property.indexOf('.', start);
        String name = end < 0 ? property.substring(start) : property.substring(start, end);
        requireKept(name, property, source);
        return name;
    }

    private static void requireKept(String name, String property, PropertySource<?> source) {
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (!Character.isLetterOrDigit(character) && character != '-' && character != '.') {
                throw InvalidSettings.of(
                        property,
                        String.valueOf(source.getProperty(property)),
                        "the name has the character '" + character + "', which Spring Boot drops unless it stands in"
                                + " brackets. Write the name of the cache or region as in larder.caches[user_names], and"
                                + " in YAML as \"[user_names]\" under larder.caches.");
            }
        }
    }

    /** The settings, without names that only a variable of the environment has and that mean one which was written. */
    Map<String, CacheProperties> withoutShadows(Map<String, CacheProperties> caches) {
        Set<String> meant = new HashSet<>();
        names.forEach(name -> meant.add(uniform(name)));
        Map<String, CacheProperties> left = new LinkedHashMap<>(caches);
        left.keySet().removeIf(name -> !names.contains(name) && meant.contains(uniform(name)));
        return left;
    }

    private static String uniform(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
