package dev.larder.hibernate.settings;

import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.settings.ByName;
import dev.larder.store.settings.ByName.Placed;
import dev.larder.store.settings.CacheSettings;
import dev.larder.store.settings.Nearest;
import dev.larder.store.settings.PersistenceSettings;
import dev.larder.store.settings.PolicyNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says of regions, by name and by pattern, and of all that it does not name. Immutable.
 *
 * <p>Names stand here without the session factory's prefix, with which they may be configured too.
 */
public final class RegionSettings {
    static final String DEFAULTS = "defaults.";
    static final String REGIONS = "regions.";

    /** What the settings of caches have elsewhere, and regions don't: it is Hibernate that loads, not the cache. */
    private static final String REFRESH_AHEAD = "refresh-ahead";

    private static final String PERSISTENCE = "persistence";

    private static final List<String> MODES = List.of("none", "log", "snapshot", "hybrid");

    /** Keys are the region's own, and what is out of date or unknown is always a miss that is waited for. */
    private static final List<String> NOT_OF_REGIONS = List.of(REFRESH_AHEAD, "key-codec", "role", "while-loading");

    private static final List<String> KEYS = CacheSettings.KEYS.stream()
            .filter(key -> !NOT_OF_REGIONS.contains(key))
            .toList();

    private static final long DEFAULT_ENTRIES = 10_000;

    private final CacheSettings defaults;
    private final ByName<CacheSettings> byName;
    private final @Nullable String prefix;
    private final boolean keptByName;

    private RegionSettings(
            CacheSettings defaults, ByName<CacheSettings> byName, @Nullable String prefix, boolean keptByName) {
        this.defaults = defaults;
        this.byName = byName;
        this.prefix = prefix;
        this.keptByName = keptByName;
    }

    /** Whether a setting is about that region, be it by a pattern. */
    public boolean mention(String region) {
        return find(region).isPresent();
    }

    /** Whether settings of a region, or of all, keep it on disk. */
    boolean keepAny() {
        return defaults.persistence().keepsOnDisk() || keptByName;
    }

    /**
     * The configuration of a region's keyspace.
     *
     * @param persistence makes its persistence of what is set
     */
    public <K, V> KeyspaceConfig<K, V> keyspaceOf(
            String region, Function<PersistenceSettings, Persistence> persistence) {
        CacheSettings own = find(region).map(Placed::value).orElse(CacheSettings.none());
        CacheSettings settings = own.withDefaults(defaults);
        try {
            return settings.<K, V>toKeyspace()
                    .persistence(persistence.apply(settings.persistence()))
                    .build();
        } catch (IllegalArgumentException mistake) {
            throw new CacheException(
                    "The settings of region '" + region + "' don't fit together: " + mistake.getMessage(), mistake);
        }
    }

    /** The names that have settings, without prefix, for messages. */
    public List<String> names() {
        return byName.exactNames().stream().sorted().toList();
    }

    private Optional<Placed<CacheSettings>> find(String region) {
        try {
            return byName.find(withoutPrefix(region, prefix));
        } catch (IllegalArgumentException ambiguous) {
            throw new CacheException("Region settings are ambiguous: " + ambiguous.getMessage(), ambiguous);
        }
    }

    private static String withoutPrefix(String name, @Nullable String prefix) {
        return prefix != null && name.startsWith(prefix + ".") ? name.substring(prefix.length() + 1) : name;
    }

    /** Collects settings; not safe for use by several threads at once. */
    static final class Builder {
        private final @Nullable String prefix;
        private final PolicyNames policies;
        private final CacheSettings.Builder defaults;
        private final Map<String, CacheSettings.Builder> byName = new TreeMap<>();

        Builder(@Nullable String prefix, PolicyNames policies) {
            this.prefix = prefix;
            this.policies = policies;
            defaults = CacheSettings.builder(policies);
        }

        /** Makes a setting, if it is one of regions. */
        boolean accepts(String name, String value) {
            if (name.startsWith(DEFAULTS)) {
                set(defaults, name.substring(DEFAULTS.length()), value);
                return true;
            }
            if (name.startsWith(REGIONS)) {
                setOfRegion(name.substring(REGIONS.length()), value);
                return true;
            }
            return false;
        }

        /** Names have dots, keys have none. */
        private void setOfRegion(String nameAndKey, String value) {
            int dot = nameAndKey.lastIndexOf('.');
            if (dot <= 0) {
                throw new IllegalArgumentException("must name a region and a key, as in '" + FactorySettings.PREFIX
                        + REGIONS + "com.acme.Book.max-entries'; keys are " + String.join(", ", KEYS));
            }
            set(
                    byName.computeIfAbsent(nameAndKey.substring(0, dot), first -> CacheSettings.builder(policies)),
                    nameAndKey.substring(dot + 1),
                    value);
        }

        private static void set(CacheSettings.Builder settings, String key, String value) {
            if (key.equals(REFRESH_AHEAD)) {
                throw new IllegalArgumentException("is not for regions: Hibernate loads what is missing, not the cache."
                        + " Use time-to-live alone");
            }
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "ends with a key that is not known, '" + key + "'; " + Nearest.hint(key, KEYS));
            }
            if (key.equals(PERSISTENCE)) {
                requireNoTier(value.strip());
            }
            settings.set(key, value.strip());
        }

        private static void requireNoTier(String mode) {
            if (!MODES.contains(mode)) {
                throw new IllegalArgumentException("must be one of " + String.join(", ", MODES) + ", found '" + mode
                        + "'. No region lives in a tier, which nothing leaves: its limit would not hold, and it would become"
                        + " a second copy of the database; use hybrid");
            }
        }

        RegionSettings build() {
            ByName<CacheSettings> placed = new ByName<>();
            Map<String, String> spelling = new TreeMap<>();
            byName.forEach((name, settings) -> {
                String other = spelling.putIfAbsent(withoutPrefix(name, prefix), name);
                if (other != null) {
                    throw twice(other, name);
                }
                Placed<CacheSettings> earlier = placed.add(
                        withoutPrefix(name, prefix),
                        "'" + FactorySettings.PREFIX + REGIONS + name + "'",
                        settings.build());
                if (earlier != null) {
                    throw twice(earlier.names().toString(), name);
                }
            });
            CacheSettings bounded = CacheSettings.builder(policies)
                    .set("max-entries", Long.toString(DEFAULT_ENTRIES))
                    .build();
            boolean keptByName = byName.values().stream()
                    .anyMatch(settings -> settings.build().persistence().keepsOnDisk());
            return new RegionSettings(defaults.build().withDefaults(bounded), placed, prefix, keptByName);
        }

        private static CacheException twice(String one, String other) {
            return new CacheException("A region is configured twice: " + FactorySettings.PREFIX + REGIONS + one
                    + ".* and " + FactorySettings.PREFIX + REGIONS + other + ".* mean the same one; keep one of them.");
        }
    }
}
