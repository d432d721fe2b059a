package dev.larder.spring.boot.actuate;

import dev.larder.spring.LarderCache;
import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.KeyspaceStats;
import dev.larder.store.Lifetime;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.RestoreReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint says of one cache. A figure that is not counted, and a setting that was not made, is null and left out.
 *
 * @param name its name
 * @param figures its settings and counters
 * @param topKeys the keys that were read most; null where they are not shown, or nobody counts that
 * @param hint what to set to have the rest; null if all is there
 */
public record CacheReport(
        String name,
        CacheFigures figures,
        @Nullable List<TopKey> topKeys,
        @Nullable String hint) implements OperationResponseBody {
    static CacheReport of(LarderCache cache, int topKeys, boolean showsKeys) {
        boolean countsReads = cache.keyspace().config().metadata();
        return new CacheReport(
                cache.getName(),
                CacheFigures.of(cache),
                showsKeys && countsReads ? TopKey.of(cache.keyspace(), topKeys) : null,
                hint(cache.getName(), showsKeys, countsReads));
    }

    private static @Nullable String hint(String name, boolean showsKeys, boolean countsReads) {
        if (!showsKeys) {
            return "Set management.endpoint.larder.show-keys=always, or when-authorized, to have the keys listed that"
                    + " are read most.";
        }
        return countsReads
                ? null
                : "Set larder.caches[" + name + "].metadata=true to have the reads of each key counted.";
    }

    /**
     * The settings and counters of a cache.
     *
     * @param entries how many there are, with expired ones that were not yet removed
     * @param maxEntries how many it holds
     * @param bytes what they take
     * @param maxBytes how many it holds
     * @param policy which go when it is full
     * @param timeToLive from the last write
     * @param timeToLiveFromCreation from the creation
     * @param timeToIdle from the last write or read
     * @param hitRatio the part of reads that found a value; null as long as nobody read
     * @param hits reads that found a value
     * @param misses reads that found none
     * @param puts values set
     * @param removals entries removed by callers
     * @param loads values loaded, or found not to exist
     * @param loadFailures loads that threw
     * @param evictions entries removed for size
     * @param expirations entries removed because their time had come
     * @param persistence what of it is on disk; null for nothing
     * @param restored the entries that it has from disk; null while they are read, and where nothing is kept
     * @param undecodable the entries on disk that could not be decoded; null as before
     */
    public record CacheFigures(
            long entries,
            @Nullable Long maxEntries,
            @Nullable Long bytes,
            @Nullable Long maxBytes,
            String policy,
            @Nullable Duration timeToLive,
            @Nullable Duration timeToLiveFromCreation,
            @Nullable Duration timeToIdle,
            @Nullable Double hitRatio,
            @Nullable Long hits,
            @Nullable Long misses,
            @Nullable Long puts,
            @Nullable Long removals,
            @Nullable Long loads,
            @Nullable Long loadFailures,
            long evictions,
            long expirations,
            @Nullable String persistence,
            @Nullable Long restored,
            @Nullable Long undecodable) {
        static CacheFigures of(LarderCache cache) {
            KeyspaceConfig<Object, Object> config = cache.keyspace().config();
            KeyspaceStats stats = cache.keyspace().stats();
            Lifetime lifetime = config.lifetime();
            boolean fromAccess = lifetime.afterAccessMillis() != Lifetime.UNCHANGED;
            boolean fromWrite = !fromAccess && lifetime.afterUpdateMillis() != Lifetime.UNCHANGED;
            Duration life = lifetime.isEternal() ? null : Duration.ofMillis(lifetime.afterCreateMillis());
            boolean counts = config.statistics();
            RestoreReport restored = LarderCacheMetrics.restored(cache.keyspace());
            return new CacheFigures(
                    stats.size(),
                    config.capacity() instanceof Capacity.Entries limit ? limit.maximum() : null,
                    cache.weighsEntries() ? stats.weightBytes() : null,
                    config.capacity() instanceof Capacity.Bytes limit ? limit.maximum() : null,
                    config.policy(),
                    fromWrite ? life : null,
                    fromAccess || fromWrite ? null : life,
                    fromAccess ? life : null,
                    counts && stats.hits() + stats.misses() > 0 ? stats.hitRatio() : null,
                    counts ? stats.hits() : null,
                    counts ? stats.misses() : null,
                    counts ? stats.puts() : null,
                    counts ? stats.removals() : null,
                    counts ? stats.loads() : null,
                    counts ? stats.loadFailures() : null,
                    stats.evictions(),
                    stats.expirations(),
                    persistence(config.persistence()),
                    restored == null ? null : restored.entries(),
                    restored == null ? null : restored.undecodable());
        }

        private static @Nullable String persistence(Persistence persistence) {
            if (persistence.mode() == Mode.NONE) {
                return null;
            }
            return persistence.tier() != null
                    ? persistence.tier()
                    : persistence.mode().name().toLowerCase(Locale.ROOT);
        }
    }
}
