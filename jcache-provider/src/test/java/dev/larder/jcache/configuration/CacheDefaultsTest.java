package dev.larder.jcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.jcache.LarderConfiguration;
import dev.larder.store.Capacity;
import dev.larder.store.StoreConfig;
import java.time.Duration;
import java.util.Map;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.Test;

class CacheDefaultsTest {
    private final MutableConfiguration<Object, Object> bare = new MutableConfiguration<>();

    @Test
    void complete_noFile_isTheConfigurationItself() {
        LarderConfiguration<Object, Object> own = new LarderConfiguration<>().setMaxEntries(5);

        assertThat(CacheDefaults.none().complete("users", own)).isEqualTo(own).isNotSameAs(own);
        assertThat(CacheDefaults.none().maxMemoryBytes()).isEqualTo(StoreConfig.UNLIMITED);
        assertThat(CacheDefaults.none().highWaterMark()).isEqualTo(1);
    }

    @Test
    void parse_everyKey_isRead() {
        CacheDefaults file = parse("""
                max-memory: 256MB
                high-water-mark: 90%
                eviction-batch: 4
                caches:
                  users:
                    max-entries: 10000
                    max-entry-size: 64KB
                    policy: arc
                    time-to-live: 10m
                    jitter: 10%
                    refresh-ahead: 80%
                    store: by-reference
                    statistics: true
                    management: true
                    metadata: true
                """);

        assertThat(file.maxMemoryBytes()).isEqualTo(256L << 20);
        assertThat(file.highWaterMark()).isEqualTo(0.9);
        assertThat(file.evictionBatch()).isEqualTo(4);
        LarderConfiguration<Object, Object> loading = loading();
        assertThat(file.complete("users", loading))
                .isEqualTo(loading()
                        .setMaxEntries(10_000)
                        .setMaxEntryBytes(64 << 10)
                        .setEvictionPolicy("arc")
                        .setTimeToLive(Duration.ofMinutes(10))
                        .setExpiryJitter(0.1)
                        .setRefreshAhead(0.8)
                        .setStoreByValue(false)
                        .setStatisticsEnabled(true)
                        .setManagementEnabled(true)
                        .setMetadataEnabled(true));
        assertThat(loading).isEqualTo(loading());
    }

    @Test
    void parse_lifetimes_areThoseOfTheSetters() {
        CacheDefaults file = parse("""
                caches:
                  written: {time-to-live: 1h}
                  created: {time-to-live-from-creation: 1h}
                  idle: {time-to-idle: 1h}
                  eternal: {time-to-idle: eternal}
                """);

        assertThat(file.complete("written", bare))
                .isEqualTo(new LarderConfiguration<>().setTimeToLive(Duration.ofHours(1)));
        assertThat(file.complete("created", bare))
                .isEqualTo(new LarderConfiguration<>().setTimeToLiveFromCreation(Duration.ofHours(1)));
        assertThat(file.complete("idle", bare))
                .isEqualTo(new LarderConfiguration<>().setTimeToIdle(Duration.ofHours(1)));
        assertThat(file.complete("eternal", bare))
                .isEqualTo(new LarderConfiguration<>().setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf()));
    }

    @Test
    void complete_cacheOfTheFile_mergesSettingBySettingOverDefaults() {
        CacheDefaults file = parse("""
                defaults: {max-entries: 10000, time-to-live: 10m, policy: lfu, statistics: true}
                caches:
                  users: {max-size: 64MB, time-to-idle: 1h, statistics: false}
                  plain: {max-entries: unlimited, time-to-live: eternal, policy: window-tinylfu}
                  empty:
                """);

        assertThat(file.complete("users", bare))
                .isEqualTo(new LarderConfiguration<>()
                        .setMaxBytes(64 << 20)
                        .setTimeToIdle(Duration.ofHours(1))
                        .setEvictionPolicy("lfu")
                        .setStatisticsEnabled(false));
        assertThat(file.complete("plain", bare).getCapacity()).isEqualTo(Capacity.unbounded());
        assertThat(file.complete("plain", bare).getExpiryPolicyFactory()).isEqualTo(EternalExpiryPolicy.factoryOf());
        assertThat(file.complete("plain", bare).getEvictionPolicy()).isEqualTo("window-tinylfu");
        assertThat(file.complete("empty", bare))
                .isEqualTo(file.complete("unnamed", bare))
                .isEqualTo(new LarderConfiguration<>()
                        .setMaxEntries(10_000)
                        .setTimeToLive(Duration.ofMinutes(10))
                        .setEvictionPolicy("lfu")
                        .setStatisticsEnabled(true));
    }

    @Test
    void complete_settingsOfCode_winOverTheFile() {
        CacheDefaults file = parse(
                "defaults: {max-entries: 10, time-to-live: 1h, store: by-reference, statistics: true, policy: lru}");
        LarderConfiguration<Object, Object> own = new LarderConfiguration<>()
                .setMaxBytes(1000)
                .setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf())
                .setStoreByValue(true);

        assertThat(file.complete("users", own))
                .isEqualTo(new LarderConfiguration<>(own)
                        .setStatisticsEnabled(true)
                        .setEvictionPolicy("lru"));
    }

    @Test
    void complete_standardConfiguration_winsWhereItIsNotTheStandardsDefault() {
        CacheDefaults file = parse("defaults: {time-to-live: 1h, store: by-reference, statistics: true}");
        bare.setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_DAY));

        LarderConfiguration<Object, Object> completed = file.complete("users", bare);

        assertThat(completed.getExpiryPolicyFactory()).isEqualTo(bare.getExpiryPolicyFactory());
        assertThat(completed.isStoreByValue()).isFalse();
        assertThat(completed.isStatisticsEnabled()).isTrue();
    }

    @Test
    void complete_nameAndPatterns_takesTheMostSpecificOnly() {
        CacheDefaults file = parse("""
                caches:
                  "*": {max-entries: 1}
                  "com.acme.*": {max-entries: 2, policy: lru}
                  "com.acme.User*": {max-entries: 3}
                  "com.acme.User?": {max-entries: 4}
                  com.acme.User: {max-entries: 5}
                  'com.acme.\\*': {max-entries: 6}
                """);
        Map<String, Long> expected = Map.of(
                "elsewhere", 1L,
                "com.acme.Order$Line", 2L,
                "com.acme.UserList", 3L,
                "com.acme.Users", 4L,
                "com.acme.User", 5L,
                "com.acme.*", 6L,
                "", 1L);

        expected.forEach((name, maxEntries) ->
                assertThat(file.complete(name, bare).getCapacity()).as(name).isEqualTo(Capacity.entries(maxEntries)));
        assertThat(file.complete("com.acme.User", bare).getEvictionPolicy()).isEqualTo("window-tinylfu");
    }

    @Test
    void complete_twoPatternsEquallySpecific_isAnErrorThatNamesBoth() {
        CacheDefaults file = parse("""
                caches:
                  "*.user": {max-entries: 1}
                  "acme.*": {max-entries: 2}
                  acme.admin.user: {max-entries: 3}
                """);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> file.complete("acme.user", bare))
                .withMessage("cache 'acme.user' fits two patterns equally well: '*.user' in larder.yaml, line 2, and"
                        + " 'acme.*' in larder.yaml, line 3; give it an entry of its own name");
        assertThat(file.complete("acme.admin.user", bare).getCapacity()).isEqualTo(Capacity.entries(3));
    }

    @Test
    void complete_refreshAheadInCodeThatCannotBe_saysWhatIsMissing() {
        CacheDefaults none = CacheDefaults.none();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.complete("users", new LarderConfiguration<>().setRefreshAhead(0.8)))
                .withMessage(
                        "cache 'users': refresh-ahead, set by its configuration, needs a loader to load entries anew,"
                                + " found none; set a cache loader factory and read-through, or leave refresh-ahead out");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        none.complete("users", loading().setReadThrough(false).setRefreshAhead(0.8)))
                .withMessage(
                        "cache 'users': refresh-ahead, set by its configuration, needs read-through, found a loader"
                                + " without it; set read-through, or leave refresh-ahead out");
        for (LarderConfiguration<Object, Object> eternal : java.util.List.of(
                loading(),
                loading().setTimeToLive(Duration.ofSeconds(Long.MAX_VALUE)),
                loading().setTimeToIdle(Duration.ofSeconds(Long.MAX_VALUE)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> none.complete("users", eternal.setRefreshAhead(0.8)))
                    .withMessage("cache 'users': refresh-ahead, set by its configuration, needs entries that expire, of"
                            + " whose lifetime it is a part, found eternal ones; set a time to live, or leave"
                            + " refresh-ahead out");
        }
    }

    @Test
    void complete_refreshAheadOfTheFile_isAnErrorForANamedCacheAndPassedOverAsADefault() {
        CacheDefaults file = parse("""
                defaults: {refresh-ahead: 80%, time-to-live: 1h}
                caches:
                  "user*": {refresh-ahead: 50%}
                  off: {refresh-ahead: off}
                """);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> file.complete("users", bare))
                .withMessageStartingWith(
                        "cache 'users': refresh-ahead, set by 'user*' in larder.yaml, line 3, needs a loader");
        assertThat(file.complete("users", loading()).getRefreshAhead()).isEqualTo(0.5);
        assertThat(file.complete("other", bare).getRefreshAhead()).isZero();
        assertThat(file.complete("other", loading()).getRefreshAhead()).isEqualTo(0.8);
        assertThat(file.complete("off", loading()).getRefreshAhead()).isZero();
    }

    @Test
    void complete_anyConfiguration_neverCallsFactories() {
        LarderConfiguration<Object, Object> own = new LarderConfiguration<>()
                .setExpiryPolicyFactory(() -> {
                    throw new AssertionError("called");
                })
                .setCacheLoaderFactory(() -> {
                    throw new AssertionError("called");
                })
                .setReadThrough(true)
                .setRefreshAhead(0.5);

        assertThat(parse("defaults: {max-entries: 1}").complete("users", own).getRefreshAhead())
                .isEqualTo(0.5);
    }

    private static LarderConfiguration<Object, Object> loading() {
        return new LarderConfiguration<>()
                .setCacheLoaderFactory(new NoLoaderFactory())
                .setReadThrough(true);
    }

    private static CacheDefaults parse(String yaml) {
        return FileParser.parse("larder.yaml", yaml, CacheDefaultsTest.class.getClassLoader());
    }

    private record NoLoaderFactory() implements javax.cache.configuration.Factory<CacheLoader<Object, Object>> {
        @Override
        public CacheLoader<Object, Object> create() {
            throw new AssertionError("called");
        }
    }
}
