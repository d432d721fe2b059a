package dev.larder.spring.boot;

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
        @DefaultValue("true") boolean dynamic,
        @DefaultValue("true") boolean transactionAware,
        @DefaultValue CacheProperties defaults,
        @DefaultValue Map<String, CacheProperties> caches,
        @DefaultValue Map<String, String> hibernate,
        @DefaultValue SessionProperties session) {
    /**
     * The settings of a cache, under the keys of {@link dev.larder.spring.SpringCacheSettings#KEYS}.
     *
     * @param maxEntries How many entries the cache holds before it evicts, or 'unlimited'. 10000 if neither this nor
     *     max-size is set.
     * @param maxSize How many bytes keys and values take together before the cache evicts, such as 64MB, or 'unlimited'.
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
     * @param nullValues Whether null is cached. 'true' if not set.
     * @param nullTimeToLive How long a cached null lives, such as 30s. As long as other values if not set.
     * @param prefixIndex Whether eviction by prefix finds the keys in a sorted index. 'false' if not set.
     */
    record CacheProperties(
            @Nullable String maxEntries,
            @Nullable String maxSize,
            @Nullable String maxEntrySize,
            @Nullable String policy,
            @Nullable String timeToLive,
            @Nullable String timeToLiveFromCreation,
            @Nullable String timeToIdle,
            @Nullable String jitter,
            @Nullable String refreshAhead,
            @Nullable String statistics,
            @Nullable String metadata,
            @Nullable String nullValues,
            @Nullable String nullTimeToLive,
            @Nullable String prefixIndex) {
        /** Hands out every setting under its key, in the order above; null for those that were not made. */
        void forEach(BiConsumer<String, @Nullable String> setting) {
            setting.accept("max-entries", maxEntries);
            setting.accept("max-size", maxSize);
            setting.accept("max-entry-size", maxEntrySize);
            setting.accept("policy", policy);
            setting.accept("time-to-live", timeToLive);
            setting.accept("time-to-live-from-creation", timeToLiveFromCreation);
            setting.accept("time-to-idle", timeToIdle);
            setting.accept("jitter", jitter);
            setting.accept("refresh-ahead", refreshAhead);
            setting.accept("statistics", statistics);
            setting.accept("metadata", metadata);
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
