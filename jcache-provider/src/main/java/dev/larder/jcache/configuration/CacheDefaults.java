package dev.larder.jcache.configuration;

import dev.larder.jcache.LarderConfiguration;
import dev.larder.store.DiskConfig;
import dev.larder.store.StoreConfig;
import dev.larder.store.settings.ByName;
import dev.larder.store.settings.ByName.Placed;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says: the settings of caches that leave them open, and those of the manager's store.
 *
 * <p>For a cache, its own configuration comes first, then the one entry of the file's {@code caches} that fits its name
 * best, then the file's {@code defaults}; each fills in, setting by setting, what those before left open.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class CacheDefaults {
    private static final CacheDefaults NONE = new CacheDefaults(
            StoreConfig.UNLIMITED,
            1,
            StoreConfig.DEFAULT_EVICTION_BATCH,
            null,
            new LarderConfiguration<>(),
            new ByName<>());

    private final long maxMemoryBytes;
    private final double highWaterMark;
    private final int evictionBatch;
    private final @Nullable DiskConfig disk;
    private final LarderConfiguration<Object, Object> defaults;
    private final ByName<LarderConfiguration<Object, Object>> sections;

    CacheDefaults(
            long maxMemoryBytes,
            double highWaterMark,
            int evictionBatch,
            @Nullable DiskConfig disk,
            LarderConfiguration<Object, Object> defaults,
            ByName<LarderConfiguration<Object, Object>> sections) {
        this.maxMemoryBytes = maxMemoryBytes;
        this.highWaterMark = highWaterMark;
        this.evictionBatch = evictionBatch;
        this.disk = disk;
        this.defaults = defaults;
        this.sections = sections;
    }

    /** No file: caches are as their own configurations say. */
    public static CacheDefaults none() {
        return NONE;
    }

    /**
     * Reads the file that the URI of a cache manager names, if it names one: if its scheme is {@code file}, {@code jar}
     * or {@code classpath}, or if it ends in {@code .yaml} or {@code .yml}.
     *
     * @param uri the manager's URI; null, and one that is only a name, for no file
     * @param loader finds class-path resources and eviction policies of plug-ins
     * @throws ConfigurationFileException if the file can't be opened or has an error
     */
    public static CacheDefaults of(@Nullable URI uri, ClassLoader loader) {
        if (uri == null) {
            return NONE;
        }
        return ConfigurationSource.of(uri, loader)
                .map(source -> FileParser.parse(source.name(), source.read(), loader))
                .orElse(NONE);
    }

    /** How many bytes all caches of the manager may hold together; {@link StoreConfig#UNLIMITED} if the file is silent. */
    public long maxMemoryBytes() {
        return maxMemoryBytes;
    }

    /** The part of {@link #maxMemoryBytes} above which writers start to evict; 1 if the file is silent. */
    public double highWaterMark() {
        return highWaterMark;
    }

    /** How many entries are evicted at once; {@value StoreConfig#DEFAULT_EVICTION_BATCH} if the file is silent. */
    public int evictionBatch() {
        return evictionBatch;
    }

    /** Where and how the manager's store keeps caches on disk; null if the file is silent. */
    public @Nullable DiskConfig disk() {
        return disk;
    }

    /**
     * Fills in what a cache's configuration leaves open, and checks the whole.
     *
     * @param cacheName any name
     * @return a copy that shares nothing with the argument
     * @throws IllegalArgumentException if settings contradict each other, or two patterns of the file fit the name
     *     equally well
     */
    public <K, V> LarderConfiguration<K, V> complete(String cacheName, Configuration<K, V> configuration) {
        LarderConfiguration<K, V> own = LarderConfiguration.copyOf(configuration);
        Optional<Placed<LarderConfiguration<Object, Object>>> section = sections.find(cacheName);
        LarderConfiguration<K, V> asked =
                section.isPresent() ? own.withDefaults(section.get().value()) : own;
        LarderConfiguration<K, V> completed = asked.withDefaults(defaults);
        if (completed.getRefreshAhead() > 0) {
            Optional<String> obstacle = RefreshAheadRule.obstacle(completed);
            if (obstacle.isPresent() && asked.getRefreshAhead() > 0) {
                String from = own.getRefreshAhead() > 0
                        ? "its configuration"
                        : section.map(Placed::place).orElse("");
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "cache '%s': refresh-ahead, set by %s, %s, or leave refresh-ahead out",
                        cacheName,
                        from,
                        obstacle.get()));
            } else if (obstacle.isPresent()) {
                completed.setRefreshAhead(0);
            }
        }
        return completed;
    }
}
