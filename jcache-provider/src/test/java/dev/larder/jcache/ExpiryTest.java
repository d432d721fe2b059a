package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.strings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private static final Duration MINUTE = Duration.ONE_MINUTE;

    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private LarderCache<String, String> cache(Factory<? extends ExpiryPolicy> policy) {
        return fixture.create(strings().setExpiryPolicyFactory(policy));
    }

    /** What is left of an entry's life after half a minute with an update, and then with a read. */
    private String livesAfterUpdateAndRead(LarderCache<String, String> cache) {
        cache.put("updated", "1");
        cache.put("read", "1");
        fixture.clock.advanceMillis(30_000);
        cache.put("updated", "2");
        cache.get("read");
        fixture.clock.advanceMillis(30_000);
        return cache.containsKey("updated") + " " + cache.containsKey("read");
    }

    @Test
    void standardPolicies_updatedAndRead_liveAsTheStandardSays() {
        assertThat(livesAfterUpdateAndRead(cache(CreatedExpiryPolicy.factoryOf(MINUTE))))
                .isEqualTo("false false");
        fixture.manager.destroyCache("users");
        assertThat(livesAfterUpdateAndRead(cache(ModifiedExpiryPolicy.factoryOf(MINUTE))))
                .isEqualTo("true false");
        fixture.manager.destroyCache("users");
        assertThat(livesAfterUpdateAndRead(cache(AccessedExpiryPolicy.factoryOf(MINUTE))))
                .isEqualTo("false true");
        fixture.manager.destroyCache("users");
        assertThat(livesAfterUpdateAndRead(cache(TouchedExpiryPolicy.factoryOf(MINUTE))))
                .isEqualTo("true true");
        fixture.manager.destroyCache("users");
        assertThat(livesAfterUpdateAndRead(cache(EternalExpiryPolicy.factoryOf())))
                .isEqualTo("true true");
    }

    @Test
    void customPolicy_updatedAndRead_isAskedEachTime() {
        assertThat(livesAfterUpdateAndRead(cache(() -> new GivenExpiry(MINUTE, MINUTE, null))))
                .isEqualTo("true false");
        fixture.manager.destroyCache("users");
        assertThat(livesAfterUpdateAndRead(cache(() -> new GivenExpiry(MINUTE, null, MINUTE))))
                .isEqualTo("false true");
    }

    @Test
    void customPolicy_throws_isEternalAndKeepsDeadlines() {
        LarderCache<String, String> cache = cache(() -> new GivenExpiry(null, null, null) {
            @Override
            public Duration getExpiryForCreation() {
                throw new IllegalStateException("creation");
            }

            @Override
            public Duration getExpiryForAccess() {
                throw new IllegalStateException("access");
            }

            @Override
            public Duration getExpiryForUpdate() {
                throw new IllegalStateException("update");
            }
        });

        cache.put("1", "alice");
        cache.put("1", "bob");
        assertThat(cache.get("1")).isEqualTo("bob");
        fixture.clock.advance(java.time.Duration.ofDays(10_000));
        assertThat(cache.get("1")).isEqualTo("bob");
    }

    @Test
    void put_createdExpired_isNoPutAndNoEvent() {
        ListenerSpy<String, String> listener = new ListenerSpy<>();
        LarderCache<String, String> cache = fixture.create(strings()
                .setStatisticsEnabled(true)
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ZERO))
                .addCacheEntryListenerConfiguration(listener.configuration(true, true)));

        cache.put("1", "alice");
        cache.putAll(Map.of("1", "alice"));
        cache.getAndPut("1", "alice");
        assertThat(cache.putIfAbsent("1", "alice")).isFalse();

        assertThat(cache.containsKey("1")).isFalse();
        assertThat(listener.events).isEmpty();
        assertThat(StatisticsTest.attribute(cache, "CachePuts")).isEqualTo(0L);
    }

    @Test
    void put_updatedExpired_isGoneAtOnce() {
        LarderCache<String, String> cache = cache(() -> new GivenExpiry(Duration.ETERNAL, Duration.ZERO, null));
        cache.put("1", "alice");

        assertThat(cache.getAndPut("1", "bob")).isEqualTo("alice");

        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    void put_durationsAtTheEndOfTime_neverExpire() {
        Duration longest = new Duration(TimeUnit.DAYS, Long.MAX_VALUE);
        Duration integer = new Duration(TimeUnit.DAYS, Integer.MAX_VALUE);
        LarderCache<String, String> standard = cache(TouchedExpiryPolicy.factoryOf(longest));
        LarderCache<String, String> custom = fixture.manager.createCache(
                "custom", strings().setExpiryPolicyFactory(() -> new GivenExpiry(integer, longest, integer)));

        for (LarderCache<String, String> cache : java.util.List.of(standard, custom)) {
            cache.put("1", "alice");
            cache.put("1", "bob");
            fixture.clock.advance(java.time.Duration.ofDays(100_000));
            assertThat(cache.get("1")).isEqualTo("bob");
            fixture.clock.advance(java.time.Duration.ofDays(100_000));
            assertThat(cache.get("1")).isEqualTo("bob");
        }
    }

    @Test
    void put_jitter_spreadsTheEndsOfEntriesMadeTogether() {
        LarderCache<String, String> cache = fixture.create(
                strings().setTimeToLive(java.time.Duration.ofSeconds(100)).setExpiryJitter(0.5));
        for (int i = 0; i < 1_000; i++) {
            cache.put("key " + i, "value");
        }

        fixture.clock.advanceMillis(50_000 - 1);
        assertThat(liveOf(cache)).isEqualTo(1_000);
        fixture.clock.advanceMillis(50_000);
        assertThat(liveOf(cache)).isBetween(400, 600);
        fixture.clock.advanceMillis(50_002);
        assertThat(liveOf(cache)).isZero();
    }

    @Test
    void clock_stepsBack_cacheGoesOn() {
        LarderCache<String, String> cache = cache(ModifiedExpiryPolicy.factoryOf(MINUTE));
        cache.put("1", "alice");
        fixture.clock.setMillis(fixture.clock.millis() - 3_600_000);

        assertThat(cache.get("1")).isEqualTo("alice");
        cache.put("1", "bob");
        fixture.clock.advanceMillis(60_000);
        assertThat(cache.get("1")).isNull();
    }

    private static int liveOf(LarderCache<String, String> cache) {
        int live = 0;
        for (var ignored : cache) {
            live++;
        }
        return live;
    }
}
