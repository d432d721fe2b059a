package dev.larder.spring.boot;

import dev.larder.store.settings.DiskSettings;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application sets under {@code larder}. Quantities are kept as they were written and read by Larder's own rules
 * ({@link CacheSettingsReader}): a duration without a unit is a mistake there, and not milliseconds. A property that has no
 * place here is a mistake, too.
 *
 * @param maxMemory How many bytes all caches take together before they evict, such as 256MB. No limit if not set.
 * @param highWaterMark Part of max-memory at which writers start to evict, such as 90%.
 * @param evictionBatch How many entries a writer evicts at once. 16 if not set.
 * @param dataDirectory Directory of the caches that are kept on disk, of this application alone while it runs. Nothing is kept if
 *     not set.
 * @param durability What a write waits for in caches with a log that say nothing else: 'sync', 'background' or 'none'. 'background'
 *     if not set.
 * @param syncInterval How long a write under 'background' waits at most for the disk to be asked. 1s if not set.
 * @param segmentSize Size of a file of the log, which is reserved when the file is begun. 64MB if not set.
 * @param snapshotInterval How often snapshots are taken if anything changed, or 'never'. 'never' if not set.
 * @param snapshotLogSize How long the log grows before snapshots are taken that let it be cut. 256MB if not set.
 * @param snapshotCompression How snapshots are compressed: 'auto', 'none', 'gzip', 'lz4' or 'zstd'. 'auto' if not set.
 * @param tiers Settings of tiers, by the tier's name and the setting's: tiers.rocksdb.block-cache.
 * @param dynamic Whether a cache that nobody configured is created with the defaults when it is first asked for.
 * @param transactionAware Whether writes and evictions inside a transaction take effect when it commits.
 * @param defaults What holds for every cache whose own settings don't say otherwise.
 * @param caches Settings by the name of a cache or by a pattern of names, which goes into brackets: caches[com.acme.*].
 * @param hibernate Settings of Hibernate's second-level cache, handed on as hibernate.larder.*.
 * @param session Settings of Spring Session's sessions.
 */
@ConfigurationProperties(prefix = "larder", ignoreUnknownFields = false)
record LarderProperties(
        @Nullable String maxMemory,
        @Nullable String highWaterMark,
        @Nullable String evictionBatch,
        @Nullable String dataDirectory,
        @Nullable String durability,
        @Nullable String syncInterval,
        @Nullable String segmentSize,
        @Nullable String snapshotInterval,
        @Nullable String snapshotLogSize,
        @Nullable String snapshotCompression,
        @DefaultValue Map<String, Map<String, String>> tiers,
        @DefaultValue("true") boolean dynamic,
        @DefaultValue("true") boolean transactionAware,
        @DefaultValue CacheProperties defaults,
        @DefaultValue Map<String, CacheProperties> caches,
        @DefaultValue Map<String, String> hibernate,
        @DefaultValue SessionProperties session) {
    /** Hands out every setting of the store's disk under its key; null for those that were not made. */
    void forEachOfDisk(BiConsumer<String, @Nullable String> setting) {
        setting.accept("data-directory", dataDirectory);
        setting.accept("durability", durability);
        setting.accept("sync-interval", syncInterval);
        setting.accept("segment-size", segmentSize);
        setting.accept("snapshot-interval", snapshotInterval);
        setting.accept("snapshot-log-size", snapshotLogSize);
        setting.accept("snapshot-compression", snapshotCompression);
        tiers.forEach((tier, settings) -> settings.forEach(
                (name, text) -> setting.accept(String.join(".", DiskSettings.TIERS, tier, name), text)));
    }

    /**
     * The settings of a cache, under the keys of {@link dev.larder.spring.SpringCacheSettings#KEYS}.
     *
     * @param maxEntries How many entries the cache holds before it evicts, or 'unlimited'. 10000 if neither this nor
     *     max-size is set.
     * @param maxSize How many bytes keys and values take together before the cache evicts, such as 64MB, or 'unlimited'.
     * @param maxKeySize Larger keys are refused. A size below 2GB, or 'unlimited'.
     * @param maxValueSize Larger values are refused. A size below 2GB, or 'unlimited'.
     * @param maxEntrySize Larger entries are refused. A size below 2GB, or 'unlimited'.
     * @param policy Which entries go when the cache is full. 'window-tinylfu' if not set.
     * @param timeToLive An entry expires so long after it was last written, such as 10m, or 'eternal'.
     * @param timeToLiveFromCreation An entry expires so long after it was created, however often it is written.
     * @param timeToIdle An entry expires so long after it was last read or written.
     * @param jitter Part by which each lifetime is made longer or shorter at random, such as 10%.
     * @param refreshAhead Part of its lifetime after which a read loads an entry anew in the background, such as 80%, or
     *     'off'.
     * @param statistics Whether the cache counts hits, misses, puts and loads. 'true' if not set.
     * @param metadata Whether entries record when they were created, updated and read, and how often. 'false' if not set.
     * @param persistence What of the cache is kept on disk: 'none', 'log', 'snapshot', 'hybrid', or the name of a tier. 'none' if
     *     not set. Needs larder.data-directory.
     * @param durability What a write to a cache with a log waits for: 'sync', 'background' or 'none'. larder.durability if not
     *     set.
     * @param role Whether a value that can't be decoded is a miss ('cache') or the cache is not created ('data'). 'cache' if not
     *     set.
     * @param whileLoading Whether callers 'wait' or 'miss' while the entries are read from disk. 'wait' if not set.
     * @param codec How values become bytes: 'auto', 'java', 'jdk', or one of larder-codecs. 'auto' if not set.
     * @param keyCodec How keys become bytes. 'auto' if not set.
     * @param types Classes of keys and values, and of what they are made of, with commas between them.
     * @param packages Packages whose classes may be read from disk as well, with commas between them.
     * @param compression How large values are compressed: 'auto', 'none', 'gzip', 'lz4' or 'zstd'. 'auto' if not set.
     * @param compressFrom The length from which a value is compressed, such as 1KB.
     * @param nullValues Whether null is cached. 'true' if not set.
     * @param nullTimeToLive How long a cached null lives, such as 30s. As long as other values if not set.
     * @param prefixIndex Whether eviction by prefix finds the keys in a sorted index. 'false' if not set.
     */
    record CacheProperties(
            @Nullable String maxEntries,
            @Nullable String maxSize,
            @Nullable String maxKeySize,
            @Nullable String maxValueSize,
            @Nullable String maxEntrySize,
            @Nullable String policy,
            @Nullable String timeToLive,
            @Nullable String timeToLiveFromCreation,
            @Nullable String timeToIdle,
            @Nullable String jitter,
            @Nullable String refreshAhead,
            @Nullable String statistics,
            @Nullable String metadata,
            @Nullable String persistence,
            @Nullable String durability,
            @Nullable String role,
            @Nullable String whileLoading,
            @Nullable String codec,
            @Nullable String keyCodec,
            @Nullable String types,
            @Nullable String packages,
            @Nullable String compression,
            @Nullable String compressFrom,
            @Nullable String nullValues,
            @Nullable String nullTimeToLive,
            @Nullable String prefixIndex) {
        /** Hands out every setting under its key, in the order above; null for those that were not made. */
        void forEach(BiConsumer<String, @Nullable String> setting) {
            setting.accept("max-entries", maxEntries);
            setting.accept("max-size", maxSize);
            setting.accept("max-key-size", maxKeySize);
            setting.accept("max-value-size", maxValueSize);
            setting.accept("max-entry-size", maxEntrySize);
            setting.accept("policy", policy);
            setting.accept("time-to-live", timeToLive);
            setting.accept("time-to-live-from-creation", timeToLiveFromCreation);
            setting.accept("time-to-idle", timeToIdle);
            setting.accept("jitter", jitter);
            setting.accept("refresh-ahead", refreshAhead);
            setting.accept("statistics", statistics);
            setting.accept("metadata", metadata);
            setting.accept("persistence", persistence);
            setting.accept("durability", durability);
            setting.accept("role", role);
            setting.accept("while-loading", whileLoading);
            setting.accept("codec", codec);
            setting.accept("key-codec", keyCodec);
            setting.accept("types", types);
            setting.accept("packages", packages);
            setting.accept("compression", compression);
            setting.accept("compress-from", compressFrom);
            setting.accept("null-values", nullValues);
            setting.accept("null-time-to-live", nullTimeToLive);
            setting.accept("prefix-index", prefixIndex);
        }
    }

    /**
     * The settings of sessions.
     *
     * @param enabled Whether Larder keeps the HTTP sessions where Spring Session is on the class path and no other session
     *     repository is there.
     */
    record SessionProperties(@DefaultValue("true") boolean enabled) {}
}
