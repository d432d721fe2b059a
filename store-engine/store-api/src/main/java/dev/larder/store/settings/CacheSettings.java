package dev.larder.store.settings;

import static java.util.Objects.requireNonNullElse;

import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one cache as users write them, under the keys that every configuration format of Larder shares
 * ({@link #KEYS}). What was not set is null and left to the next: the cache's own settings come before those of a pattern,
 * and these before the defaults ({@link #withDefaults}). Immutable.
 *
 * @param capacity how much the cache holds
 * @param maxKeyBytes the largest key that is stored
 * @param maxValueBytes the largest value that is stored
 * @param maxEntryBytes the largest entry that is stored
 * @param policy the name of the eviction policy
 * @param lifetime how long entries live, without jitter
 * @param jitter the part of the lifetime by which it is randomly longer or shorter
 * @param refreshAhead the part of the lifetime after which a read loads anew; 0 for off
 * @param statistics whether the cache counts
 * @param metadata whether entries record when they were created, updated and read, and how often
 * @param persistence what of the cache is on disk
 */
public record CacheSettings(
        @Nullable Capacity capacity,
        @Nullable Integer maxKeyBytes,
        @Nullable Integer maxValueBytes,
        @Nullable Integer maxEntryBytes,
        @Nullable String policy,
        @Nullable Lifetime lifetime,
        @Nullable Double jitter,
        @Nullable Double refreshAhead,
        @Nullable Boolean statistics,
        @Nullable Boolean metadata,
        PersistenceSettings persistence) {
    private static final List<String> OWN_KEYS = List.of(
            "max-entries",
            "max-size",
            "max-key-size",
            "max-value-size",
            "max-entry-size",
            "policy",
            "time-to-live",
            "time-to-live-from-creation",
            "time-to-idle",
            "jitter",
            "refresh-ahead",
            "statistics",
            "metadata");

    /** The keys of all settings. */
    public static final List<String> KEYS =
            Stream.concat(OWN_KEYS.stream(), PersistenceSettings.KEYS.stream()).toList();

    private static final CacheSettings NONE = of(null, null);

    /** Nothing set. */
    public static CacheSettings none() {
        return NONE;
    }

    /** These two set, if they are not null, and nothing else. */
    public static CacheSettings of(@Nullable Capacity capacity, @Nullable Lifetime lifetime) {
        return new CacheSettings(
                capacity, null, null, null, null, lifetime, null, null, null, null, PersistenceSettings.none());
    }

    /** Collects settings by key; policies are looked up with the given names. */
    public static Builder builder(PolicyNames policies) {
        return new Builder(policies);
    }

    /** These settings, and the given ones where these set nothing. */
    public CacheSettings withDefaults(CacheSettings defaults) {
        return new CacheSettings(
                orElse(capacity, defaults.capacity),
                orElse(maxKeyBytes, defaults.maxKeyBytes),
                orElse(maxValueBytes, defaults.maxValueBytes),
                orElse(maxEntryBytes, defaults.maxEntryBytes),
                orElse(policy, defaults.policy),
                orElse(lifetime, defaults.lifetime),
                orElse(jitter, defaults.jitter),
                orElse(refreshAhead, defaults.refreshAhead),
                orElse(statistics, defaults.statistics),
                orElse(metadata, defaults.metadata),
                persistence.withDefaults(defaults.persistence));
    }

    /**
     * A keyspace's configuration of these settings; refresh-ahead is the adapter's, which has the loader, and persistence,
     * for which it knows the classes of keys and values.
     */
    public <K, V> KeyspaceConfig.Builder<K, V> toKeyspace() {
        Lifetime wanted = requireNonNullElse(lifetime, Lifetime.eternal());
        return KeyspaceConfig.<K, V>builder()
                .capacity(requireNonNullElse(capacity, Capacity.unbounded()))
                .maxKeyBytes(requireNonNullElse(maxKeyBytes, Integer.MAX_VALUE))
                .maxValueBytes(requireNonNullElse(maxValueBytes, Integer.MAX_VALUE))
                .maxEntryBytes(requireNonNullElse(maxEntryBytes, Integer.MAX_VALUE))
                .policy(requireNonNullElse(policy, KeyspaceConfig.DEFAULT_POLICY))
                .lifetime(wanted.isEternal() ? wanted : wanted.withJitter(requireNonNullElse(jitter, 0.0)))
                .statistics(requireNonNullElse(statistics, false))
                .metadata(requireNonNullElse(metadata, false));
    }

    private static <T> @Nullable T orElse(@Nullable T value, @Nullable T other) {
        return value != null ? value : other;
    }

    /**
     * Collects settings from text; not safe for use by several threads at once. Every error is an {@link
     * IllegalArgumentException} that says what was found, what was expected and, where that can be guessed, what was meant.
     */
    public static final class Builder {
        private final PolicyNames policies;
        private final Map<String, String> keyByReason = new HashMap<>();
        private @Nullable Capacity capacity;
        private @Nullable Integer maxKeyBytes;
        private @Nullable Integer maxValueBytes;
        private @Nullable Integer maxEntryBytes;
        private @Nullable String policy;
        private @Nullable Lifetime lifetime;
        private @Nullable Double jitter;
        private @Nullable Double refreshAhead;
        private @Nullable Boolean statistics;
        private @Nullable Boolean metadata;

        private final PersistenceSettings.Builder persistence;

        private Builder(PolicyNames policies) {
            this.policies = policies;
            persistence = PersistenceSettings.builder(policies.plugInLoader());
        }

        /**
         * Makes one setting.
         *
         * @param key one of {@link #KEYS}
         * @param text the value
         */
        public Builder set(String key, String text) {
            try {
                switch (key) {
                    case "max-entries" -> {
                        requireFirst("a cache is limited by entries or by bytes", key);
                        capacity = Quantities.isUnlimited(text)
                                ? Capacity.unbounded()
                                : Capacity.entries(Quantities.count(text));
                    }
                    case "max-size" -> {
                        requireFirst("a cache is limited by entries or by bytes", key);
                        capacity = Quantities.isUnlimited(text)
                                ? Capacity.unbounded()
                                : Capacity.bytes(Quantities.bytes(text));
                    }
                    case "max-key-size" -> maxKeyBytes = Quantities.entryBytes(text);
                    case "max-value-size" -> maxValueBytes = Quantities.entryBytes(text);
                    case "max-entry-size" -> maxEntryBytes = Quantities.entryBytes(text);
                    case "policy" -> policy = policies.require(text);
                    case "time-to-live", "time-to-live-from-creation", "time-to-idle" -> {
                        requireFirst("entries have one lifetime", key);
                        lifetime = lifetime(key, text);
                    }
                    case "jitter" -> jitter = Quantities.fraction(text);
                    case "refresh-ahead" -> refreshAhead = Quantities.refreshAhead(text);
                    case "statistics" -> statistics = Quantities.bool(text);
                    case "metadata" -> metadata = Quantities.bool(text);
                    default -> setPersistence(key, text);
                }
            } catch (IllegalArgumentException mistake) {
                throw new IllegalArgumentException("'" + key + "' " + mistake.getMessage(), mistake);
            }
            return this;
        }

        private void setPersistence(String key, String text) {
            if (!PersistenceSettings.KEYS.contains(key)) {
                throw new IllegalArgumentException("is not known; " + Nearest.hint(key, KEYS));
            }
            persistence.set(key, text);
        }

        /** The settings made. */
        public CacheSettings build() {
            return new CacheSettings(
                    capacity,
                    maxKeyBytes,
                    maxValueBytes,
                    maxEntryBytes,
                    policy,
                    lifetime,
                    jitter,
                    refreshAhead,
                    statistics,
                    metadata,
                    persistence.build());
        }

        /** Of the keys that exclude each other for the same reason, only one may be there. */
        private void requireFirst(String reason, String key) {
            String earlier = keyByReason.putIfAbsent(reason, key);
            if (earlier != null && !earlier.equals(key)) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "is set beside '%s', but %s; keep one", earlier, reason));
            }
        }
    }

    private static Lifetime lifetime(String key, String text) {
        if (text.equals("eternal")) {
            return Lifetime.eternal();
        }
        return switch (key) {
            case "time-to-live" -> Lifetime.afterWrite(Quantities.duration(text));
            case "time-to-idle" -> Lifetime.afterAccess(Quantities.duration(text));
            default -> Lifetime.afterCreate(Quantities.duration(text));
        };
    }
}
