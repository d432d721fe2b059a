package dev.larder.spring.boot;

import dev.larder.spring.InvalidCacheSettingsException;
import dev.larder.spring.SpringCacheSettings;
import dev.larder.spring.boot.LarderProperties.CacheProperties;
import dev.larder.store.settings.PolicyNames;
import java.util.Map;

/** Reads the settings of caches from the texts of the properties. Safe for use by any number of threads. */
final class CacheSettingsReader {
    private static final String DEFAULTS = "larder.defaults";

    /** Counting costs an addition for each call; who adds a starter wants to see what it does. */
    private static final Map<String, String> DEFAULTS_OF_THE_STARTER = Map.of("statistics", "true");

    private final PolicyNames policies;

    CacheSettingsReader(PolicyNames policies) {
        this.policies = policies;
    }

    /** The properties' name for the settings of a cache or of a pattern. */
    static String section(String nameOrPattern) {
        return "larder.caches[" + nameOrPattern + "]";
    }

    /** What holds for all caches. */
    SpringCacheSettings readDefaults(CacheProperties properties) {
        SpringCacheSettings.Builder starter = SpringCacheSettings.builder(policies);
        DEFAULTS_OF_THE_STARTER.forEach(starter::set);
        return read(DEFAULTS, properties, DEFAULTS).withDefaults(starter.build());
    }

    /** The settings under the name of a cache or a pattern. */
    SpringCacheSettings read(String nameOrPattern, CacheProperties properties) {
        return read(section(nameOrPattern), properties, "cache '" + nameOrPattern + "'");
    }

    private SpringCacheSettings read(String section, CacheProperties properties, String subject) {
        SpringCacheSettings.Builder settings = SpringCacheSettings.builder(policies);
        properties.forEach((key, value) -> {
            if (value != null) {
                set(settings, section, key, value);
            }
        });
        try {
            return settings.build();
        } catch (IllegalArgumentException contradiction) {
            throw new InvalidCacheSettingsException(subject + ": " + contradiction.getMessage(), contradiction);
        }
    }

    private static void set(SpringCacheSettings.Builder settings, String section, String key, String value) {
        try {
            settings.set(key, textOf(key, value));
        } catch (IllegalArgumentException mistake) {
            throw InvalidSettings.of(section + "." + key, value, String.valueOf(mistake.getMessage()));
        }
    }

    /** YAML, as Spring Boot reads it, takes a bare off for false before anybody can ask what it is. */
    private static String textOf(String key, String value) {
        return key.equals("refresh-ahead") && value.equals("false") ? "off" : value;
    }
}
