package dev.larder.hibernate.settings;

import dev.larder.store.DiskConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.settings.DiskSettings;
import dev.larder.store.settings.Nearest;
import dev.larder.store.settings.PolicyNames;
import dev.larder.store.settings.Quantities;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a session factory's cache: all that begin with {@value #PREFIX}. Every mistake is a
 * {@link CacheException} that names the setting, what was found, and what was expected. Immutable.
 *
 * @param sharedStore the store to use, or null for one of its own
 * @param maxMemoryBytes the limit of its own store
 * @param disk where and how its own store keeps regions on disk, or null
 * @param warm whether regions are kept on disk
 * @param warmAfterCrash whether they begin with what a run left that was not stopped
 * @param lockTimeout after which an abandoned lock no longer counts
 * @param missing what to do for regions without settings
 * @param regions the settings of the regions
 */
public record FactorySettings(
        @Nullable Store sharedStore,
        long maxMemoryBytes,
        @Nullable DiskConfig disk,
        boolean warm,
        boolean warmAfterCrash,
        Duration lockTimeout,
        MissingCacheStrategy missing,
        RegionSettings regions) {
    /** How all settings begin. */
    public static final String PREFIX = "hibernate.larder.";

    private static final String STORE = "store";
    private static final String MAX_MEMORY = "max-memory";
    private static final String LOCK_TIMEOUT = "lock-timeout";
    private static final String MISSING = "missing_cache_strategy";
    private static final String WARM = "warm";
    private static final String WARM_AFTER_CRASH = "warm-after-crash";
    private static final List<String> KNOWN = Stream.concat(
                    Stream.of(
                            STORE,
                            MAX_MEMORY,
                            LOCK_TIMEOUT,
                            MISSING,
                            WARM,
                            WARM_AFTER_CRASH,
                            RegionSettings.DEFAULTS + "<key>",
                            RegionSettings.REGIONS + "<region>.<key>"),
                    DiskSettings.KEYS.stream())
            .toList();
    private static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(60);
    /** No transaction is as long; and locks are remembered for many times that. */
    private static final Duration LONGEST_LOCK_TIMEOUT = Duration.ofDays(30);

    /**
     * Reads the settings.
     *
     * @param configuration all settings of the session factory; those of others are left alone
     * @param regionPrefix the session factory's prefix of region names, or null
     * @param policies knows the eviction policies
     */
    public static FactorySettings of(
            Map<String, Object> configuration, @Nullable String regionPrefix, PolicyNames policies) {
        Map<String, Object> ours = new TreeMap<>();
        configuration.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && value != null) {
                ours.put(name.substring(PREFIX.length()), value);
            }
        });
        RegionSettings.Builder regions = new RegionSettings.Builder(regionPrefix, policies);
        ours.forEach((name, value) ->
                explained(name, () -> regions.accepts(name, String.valueOf(value)) || requireKnown(name)));
        Object store = ours.get(STORE);
        String maxMemory = text(ours, MAX_MEMORY, "");
        String lockTimeout = text(ours, LOCK_TIMEOUT, "");
        if (store != null && !maxMemory.isEmpty()) {
            throw new CacheException(PREFIX + MAX_MEMORY + " is set beside " + PREFIX + STORE
                    + ", but a store that is handed in has its own limit; keep one of the two.");
        }
        RegionSettings ofRegions = regions.build();
        Store shared = explained(STORE, () -> requireStore(store));
        DiskConfig disk = disk(ours, shared);
        boolean warm = explained(WARM, () -> Quantities.bool(text(ours, WARM, "false")));
        boolean afterCrash = explained(WARM_AFTER_CRASH, () -> Quantities.bool(text(ours, WARM_AFTER_CRASH, "false")));
        requireSense(warm, afterCrash, disk, shared, ofRegions);
        return new FactorySettings(
                shared,
                explained(MAX_MEMORY, () -> maxMemory.isEmpty() ? StoreConfig.UNLIMITED : Quantities.bytes(maxMemory)),
                disk,
                warm,
                afterCrash,
                explained(LOCK_TIMEOUT, () -> lockTimeout.isEmpty() ? DEFAULT_LOCK_TIMEOUT : lockTimeout(lockTimeout)),
                explained(MISSING, () -> MissingCacheStrategy.parse(text(ours, MISSING, "create"))),
                ofRegions);
    }

    private static @Nullable DiskConfig disk(Map<String, Object> ours, @Nullable Store shared) {
        DiskSettings disk = DiskSettings.none();
        for (String key : DiskSettings.KEYS) {
            String text = text(ours, key, "");
            if (!text.isEmpty()) {
                DiskSettings before = disk;
                disk = explained(key, () -> before.with(key, text));
                if (shared != null) {
                    throw new CacheException(
                            PREFIX + key + " is set beside " + PREFIX + STORE
                                    + ", but a store that is handed in has its own data directory or none; keep one of the two.");
                }
            }
        }
        DiskSettings complete = disk;
        return explained(DiskSettings.DIRECTORY, () -> complete.toDisk().orElse(null));
    }

    private static void requireSense(
            boolean warm,
            boolean afterCrash,
            @Nullable DiskConfig disk,
            @Nullable Store shared,
            RegionSettings regions) {
        if (!warm && (afterCrash || regions.keepAny())) {
            throw new CacheException(PREFIX
                    + (afterCrash ? WARM_AFTER_CRASH + " is true" : "defaults or regions have 'persistence'") + ", but "
                    + PREFIX + WARM
                    + " is not, without which regions start empty. Set it to true, too; docs/hibernate.md"
                    + " says when what is kept can be out of date.");
        }
        boolean hasDisk = shared == null ? disk != null : shared.config().disk() != null;
        if (warm && !hasDisk) {
            throw new CacheException(PREFIX + WARM + " is true, but "
                    + (shared == null
                            ? PREFIX + DiskSettings.DIRECTORY + " is not set; set it to where regions are to be kept."
                            : "the store '" + shared.config().name()
                                    + "' that was handed in has no data directory; open it"
                                    + " with one (with Spring Boot, set larder." + DiskSettings.DIRECTORY + ")."));
        }
    }

    private static boolean requireKnown(String name) {
        if (!KNOWN.contains(name)) {
            throw new IllegalArgumentException("is not known; " + Nearest.hint(name, KNOWN));
        }
        return true;
    }

    private static Duration lockTimeout(String text) {
        Duration timeout = Quantities.duration(text);
        if (timeout.compareTo(LONGEST_LOCK_TIMEOUT) > 0) {
            throw Quantities.expected("at most " + LONGEST_LOCK_TIMEOUT.toDays() + "d", text);
        }
        return timeout;
    }

    private static @Nullable Store requireStore(@Nullable Object value) {
        if (value == null || value instanceof Store) {
            return (Store) value;
        }
        throw new IllegalArgumentException("must be a dev.larder.store.Store, found "
                + value.getClass().getName() + " '" + value + "'; hand the object itself in, not its name");
    }

    private static String text(Map<String, Object> settings, String name, String absent) {
        Object value = settings.get(name);
        return value == null ? absent : value.toString().strip();
    }

    /** What was read of a setting; mistakes then name it. */
    private static <T extends @Nullable Object> T explained(String name, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException mistake) {
            throw new CacheException(PREFIX + name + " " + mistake.getMessage(), mistake);
        }
    }
}
