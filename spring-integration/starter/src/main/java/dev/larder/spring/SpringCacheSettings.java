package dev.larder.spring;

import dev.larder.store.settings.CacheSettings;
import dev.larder.store.settings.Nearest;
import dev.larder.store.settings.PolicyNames;
import dev.larder.store.settings.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one Spring cache as users write them: those that all of Larder's configuration formats share, and those
 * that only Spring's caches have. What was not set is null and left to the next ({@link #withDefaults}). Immutable.
 *
 * @param common the settings that are not Spring's own
 * @param nullValues whether null is cached; it is where nothing is said
 * @param nullTimeToLive how long a cached null lives; as long as other values where nothing is said
 * @param prefixIndex whether {@link LarderCache#evictByPrefix} finds the keys in a sorted index instead of looking at all
 */
public record SpringCacheSettings(
        CacheSettings common,
        @Nullable Boolean nullValues,
        @Nullable Duration nullTimeToLive,
        @Nullable Boolean prefixIndex) {
    /** The keys of all settings. */
    public static final List<String> KEYS = keys();

    private static final SpringCacheSettings NONE = new SpringCacheSettings(CacheSettings.none(), null, null, null);

    /** Nothing set. */
    public static SpringCacheSettings none() {
        return NONE;
    }

    /** Collects settings by key; policies are looked up with the given names. */
    public static Builder builder(PolicyNames policies) {
        return new Builder(policies);
    }

    /** These settings, and the given ones where these set nothing. */
    public SpringCacheSettings withDefaults(SpringCacheSettings defaults) {
        return new SpringCacheSettings(
                common.withDefaults(defaults.common),
                orElse(nullValues, defaults.nullValues),
                orElse(nullTimeToLive, defaults.nullTimeToLive),
                orElse(prefixIndex, defaults.prefixIndex));
    }

    private static <T> @Nullable T orElse(@Nullable T value, @Nullable T other) {
        return value != null ? value : other;
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(CacheSettings.KEYS);
        keys.addAll(List.of("null-values", "null-time-to-live", "prefix-index"));
        return List.copyOf(keys);
    }

    /**
     * Collects settings from text; not safe for use by several threads at once. Every error is an {@link
     * IllegalArgumentException} that says what was found, what was expected and, where that can be guessed, what was meant.
     */
    public static final class Builder {
        private final CacheSettings.Builder common;
        private @Nullable Boolean nullValues;
        private @Nullable Duration nullTimeToLive;
        private @Nullable Boolean prefixIndex;

        private Builder(PolicyNames policies) {
            common = CacheSettings.builder(policies);
        }

        /**
         * Makes one setting.
         *
         * @param key one of {@link #KEYS}
         * @param text the value
         */
        public Builder set(String key, String text) {
            if (CacheSettings.KEYS.contains(key)) {
                common.set(key, text);
                return this;
            }
            try {
                switch (key) {
                    case "null-values" -> nullValues = Quantities.bool(text);
                    case "null-time-to-live" -> nullTimeToLive = Quantities.duration(text);
                    case "prefix-index" -> prefixIndex = Quantities.bool(text);
                    default -> throw new IllegalArgumentException("is not known; " + Nearest.hint(key, KEYS));
                }
            } catch (IllegalArgumentException mistake) {
                throw new IllegalArgumentException("'" + key + "' " + mistake.getMessage(), mistake);
            }
            return this;
        }

        /**
         * The settings made.
         *
         * @throws IllegalArgumentException if cached nulls are given a lifetime where they are not allowed
         */
        public SpringCacheSettings build() {
            if (nullTimeToLive != null && Boolean.FALSE.equals(nullValues)) {
                throw new IllegalArgumentException(
                        "'null-time-to-live' is set beside 'null-values: false', but nulls that"
                                + " are not cached have no lifetime; keep one");
            }
            return new SpringCacheSettings(common.build(), nullValues, nullTimeToLive, prefixIndex);
        }
    }
}
