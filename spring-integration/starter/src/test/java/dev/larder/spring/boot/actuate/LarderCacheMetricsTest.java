package dev.larder.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.SpringCacheSettings;
import dev.larder.store.Keyspace;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.settings.PolicyNames;
import dev.larder.testkit.ManualClock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first five are what Micrometer's own compatibility kit asks of every cache's binder. */
class LarderCacheMetricsTest {
    private final ManualClock clock = new ManualClock();
    private final Store store =
            Store.open(StoreConfig.builder().clock(clock).seed(42).build());
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void size_afterPuts_isTheNumberOfEntries() {
        LarderCache cache = bound("statistics", "true");
        cache.put("ann", "Ann");
        assertThat(meter("cache.size").gauge().value()).isEqualTo(1);
    }

    @Test
    void puts_afterPuts_areCounted() {
        LarderCache cache = bound("statistics", "true");
        cache.put("ann", "Ann");
        cache.put("bob", "Bob");
        assertThat(meter("cache.puts").functionCounter().count()).isEqualTo(2);
    }

    @Test
    void gets_hitsAndMisses_areCountedApart() {
        LarderCache cache = bound("statistics", "true");
        cache.put("ann", "Ann");
        cache.get("ann");
        cache.get("ann");
        cache.get("bob");
        assertThat(meter("cache.gets").tag("result", "hit").functionCounter().count())
                .isEqualTo(2);
        assertThat(meter("cache.gets").tag("result", "miss").functionCounter().count())
                .isEqualTo(1);
        assertThat(meter("cache.hit.ratio").gauge().value()).isEqualTo(2 / 3.0, within(1e-9));
    }

    @Test
    void evictions_ofAFullCache_areCounted() {
        LarderCache cache = bound("statistics", "true", "max-entries", "1", "policy", "lru");
        cache.put("ann", "Ann");
        cache.put("bob", "Bob");
        cache.keyspace().maintain();
        assertThat(meter("cache.evictions").functionCounter().count()).isEqualTo(1);
    }

    @Test
    void tags_ofEveryMeter_nameTheCacheAndTheGivenTag() {
        bound("statistics", "true");
        assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> assertThat(meter.getId())
                .returns("users", id -> id.getTag("cache"))
                .returns("here", id -> id.getTag("place")));
    }

    @Test
    void expirationsAndRemovals_areCounted() {
        LarderCache cache = bound("statistics", "true", "time-to-live", "10s");
        cache.put("ann", "Ann");
        cache.put("bob", "Bob");
        cache.evict("ann");
        clock.advanceMillis(10_000);
        cache.keyspace().maintain();
        assertThat(meter("cache.removals").functionCounter().count()).isEqualTo(1);
        assertThat(meter("cache.expirations").functionCounter().count()).isEqualTo(1);
    }

    @Test
    void loads_thatSucceedAndFail_areCountedApartAndTimed() {
        LarderCache cache = bound("statistics", "true");
        Keyspace<Object, Object> keyspace = cache.keyspace();
        keyspace.get("ann", key -> "Ann");
        try {
            keyspace.get("bob", key -> {
                throw new IllegalStateException("no source");
            });
        } catch (RuntimeException expected) {
            assertThat(expected).hasRootCauseMessage("no source");
        }
        assertThat(meter("cache.load")
                        .tag("result", "success")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(meter("cache.load")
                        .tag("result", "failure")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(meter("cache.load.duration").timeGauge().value(TimeUnit.NANOSECONDS))
                .isCloseTo((double) keyspace.stats().loadNanos(), within(1.0))
                .isPositive();
    }

    @Test
    void memory_ofACacheThatCountsBytes_isReported() {
        LarderCache cache = bound("statistics", "false", "max-size", "1MB");
        cache.put("ann", "Ann");
        assertThat(meter("cache.memory").gauge().value())
                .isEqualTo((double) cache.keyspace().weightBytes())
                .isPositive();
    }

    @Test
    void memory_ofACacheInALimitedStore_isReported() {
        try (Store limited =
                Store.open(StoreConfig.builder().maxMemoryBytes(1 << 20).build())) {
            LarderCache cache = bound(limited, "max-entries", "10");
            cache.put("ann", "Ann");
            assertThat(meter("cache.memory").gauge().value())
                    .isEqualTo((double) cache.keyspace().weightBytes())
                    .isPositive();
        }
    }

    @Test
    void bind_statisticsOff_hasOnlyWhatIsCountedAnyway() {
        bound("statistics", "false");
        Set<String> names = registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .collect(Collectors.toSet());
        assertThat(names).containsExactlyInAnyOrder("cache.size", "cache.evictions", "cache.expirations");
    }

    private RequiredSearch meter(String name) {
        return registry.get(name).tag("cache", "users");
    }

    private LarderCache bound(String... settings) {
        return bound(store, settings);
    }

    private LarderCache bound(Store storeOfTheCache, String... settings) {
        SpringCacheSettings.Builder builder =
                SpringCacheSettings.builder(new PolicyNames(getClass().getClassLoader()));
        for (int i = 0; i < settings.length; i += 2) {
            builder.set(settings[i], settings[i + 1]);
        }
        LarderCacheManager manager = LarderCacheManager.builder(storeOfTheCache)
                .cache("users", "this test", builder.build())
                .build();
        LarderCache cache = (LarderCache) manager.getCache("users");
        new LarderCacheMetrics(cache, Tags.of("place", "here")).bindTo(registry);
        return cache;
    }
}
