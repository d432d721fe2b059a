package dev.larder.spring.boot.actuate;

import dev.larder.spring.LarderCache;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceStats;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.RestoreReport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one cache: those that all caches have under Micrometer's names, and the engine's own. A cache whose
 * statistics are off has sizes, evictions and expirations alone.
 *
 * <p>Holds the cache weakly, as Micrometer's own binders do.
 */
public final class LarderCacheMetrics extends CacheMeterBinder<LarderCache> {
    private static final long NOT_COUNTED = -1;

    /**
     * Creates the meters' binder.
     *
     * @param tags added to every meter, beside {@code cache}, the name of the cache
     */
    public LarderCacheMetrics(LarderCache cache, Iterable<Tag> tags) {
        super(cache, cache.getName(), tags);
    }

    @Override
    protected @Nullable Long size() {
        LarderCache cache = getCache();
        return cache == null ? null : cache.keyspace().size();
    }

    @Override
    protected long hitCount() {
        return counted(KeyspaceStats::hits);
    }

    @Override
    protected @Nullable Long missCount() {
        long misses = counted(KeyspaceStats::misses);
        return misses == NOT_COUNTED ? null : misses;
    }

    @Override
    protected long putCount() {
        return counted(KeyspaceStats::puts);
    }

    @Override
    protected @Nullable Long evictionCount() {
        LarderCache cache = getCache();
        return cache == null ? null : cache.keyspace().stats().evictions();
    }

    private long counted(ToLongFunction<KeyspaceStats> figure) {
        LarderCache cache = getCache();
        if (cache == null) {
            return 0;
        }
        return counts(cache) ? figure.applyAsLong(cache.keyspace().stats()) : NOT_COUNTED;
    }

    private static boolean counts(LarderCache cache) {
        return cache.keyspace().config().statistics();
    }

    @Override
    protected void bindImplementationSpecificMetrics(MeterRegistry registry) {
        LarderCache cache = getCache();
        if (cache == null) {
            return;
        }
        counter("cache.expirations", cache, KeyspaceStats::expirations)
                .description("The number of entries that were removed because their time had come")
                .register(registry);
        if (cache.weighsEntries()) {
            Gauge.builder("cache.memory", cache.keyspace(), Keyspace::weightBytes)
                    .tags(getTagsWithCacheName())
                    .baseUnit(BaseUnits.BYTES)
                    .description("The bytes that the keys and values of this cache take, as they are estimated")
                    .register(registry);
        }
        if (cache.keyspace().config().persistence().mode() != Mode.NONE) {
            bindRestored(cache, registry);
        }
        if (counts(cache)) {
            bindCounted(cache, registry);
        }
    }

    private void bindRestored(LarderCache cache, MeterRegistry registry) {
        restored("cache.restored", cache, RestoreReport::entries)
                .description("The number of entries that were read from disk at the start")
                .register(registry);
        restored("cache.undecodable", cache, RestoreReport::undecodable)
                .description("The number of entries on disk that could not be decoded at the start")
                .register(registry);
    }

    private Gauge.Builder<?> restored(String name, LarderCache cache, ToLongFunction<RestoreReport> figure) {
        return Gauge.builder(name, cache.keyspace(), keyspace -> {
                    RestoreReport report = restored(keyspace);
                    return report == null ? Double.NaN : figure.applyAsLong(report);
                })
                .tags(getTagsWithCacheName());
    }

    /** What a keyspace found on disk; null while it is read, if it could not be read, and where nothing is kept. */
    static @Nullable RestoreReport restored(Keyspace<?, ?> keyspace) {
        CompletableFuture<RestoreReport> restored = keyspace.restored().toCompletableFuture();
        boolean isKnown = restored.isDone() && !restored.isCompletedExceptionally();
        return isKnown && keyspace.config().persistence().mode() != Mode.NONE ? restored.join() : null;
    }

    private void bindCounted(LarderCache cache, MeterRegistry registry) {
        counter("cache.removals", cache, KeyspaceStats::removals)
                .description("The number of entries that callers removed")
                .register(registry);
        counter("cache.load", cache, KeyspaceStats::loads)
                .tag("result", "success")
                .description("The number of times a value was loaded, or found not to exist")
                .register(registry);
        counter("cache.load", cache, KeyspaceStats::loadFailures)
                .tag("result", "failure")
                .description("The number of times loading a value failed")
                .register(registry);
        TimeGauge.builder("cache.load.duration", cache.keyspace(), TimeUnit.NANOSECONDS, keyspace -> keyspace.stats()
                        .loadNanos())
                .tags(getTagsWithCacheName())
                .description("The time the cache has spent loading values")
                .register(registry);
        Gauge.builder("cache.hit.ratio", cache.keyspace(), keyspace -> keyspace.stats()
                        .hitRatio())
                .tags(getTagsWithCacheName())
                .description("The part of reads since the start that found a value, 1 when there were none")
                .register(registry);
    }

    private FunctionCounter.Builder<?> counter(String name, LarderCache cache, ToLongFunction<KeyspaceStats> figure) {
        return FunctionCounter.builder(name, cache.keyspace(), keyspace -> figure.applyAsLong(keyspace.stats()))
                .tags(getTagsWithCacheName());
    }
}
