package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.jcache.integration.BulkLoads;
import dev.larder.testkit.LogSpy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LoadTest {
    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private LarderCache<String, String> readThrough(CacheLoader<String, String> loader) {
        return fixture.create(strings().setReadThrough(true).setCacheLoaderFactory(() -> loader));
    }

    @Test
    void get_loaderThrows_throwsItsCauseAndLaterGetsLoad() {
        LarderCache<String, String> cache = readThrough(new MapLoader<>(new Failing()));

        assertThatExceptionOfType(CacheLoaderException.class)
                .isThrownBy(() -> cache.get("1"))
                .withMessageContaining("of cache 'users' threw")
                .withMessageEndingWith("; nothing was stored, and the next read loads again. Look at the cause.")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.containsKey("1")).isFalse();
        assertThat(cache.get("1")).isEqualTo("loaded");
    }

    @Test
    void get_loaderGivesNull_isAMissThatIsNotStored() {
        MapLoader<String, String> loader = new MapLoader<>(key -> null);
        LarderCache<String, String> cache = readThrough(loader);

        assertThat(cache.get("1")).isNull();
        assertThat(cache.get("1")).isNull();
        assertThat(cache.getAll(Set.of("1"))).isEmpty();
        assertThat(loader.asked).hasSize(3);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void get_loaderGivesAWrongType_throwsAndStoresNothing() {
        LarderCache<String, String> cache = readThrough(new MapLoader(key -> 1L));

        assertThatExceptionOfType(CacheLoaderException.class)
                .isThrownBy(() -> cache.get("1"))
                .withMessageContaining("loaded a value of java.lang.Long")
                .withMessageContaining("configured for values of java.lang.String")
                .withMessageEndingWith("Correct the loader, or the types in the cache's configuration.");
        assertThatExceptionOfType(CacheLoaderException.class).isThrownBy(() -> cache.getAll(Set.of("1")));
        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void load_keyOfAWrongType_throwsAndAsksNobody() {
        MapLoader loader = new MapLoader(key -> "loaded");
        LarderCache cache = readThrough(loader);

        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> cache.get(1L))
                .withMessageContaining("configured for a key of java.lang.String");
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> cache.getAll(Set.of("1", 2L)));
        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> cache.loadAll(Set.of("1", 2L), true, null));
        assertThat(loader.asked).isEmpty();
        assertThat(cache).isEmpty();
        assertThat(cache.containsKey(1L)).isFalse();
    }

    @Test
    void getAll_someMissing_loadsThoseTogetherAndCountsThemAsMisses() {
        MapLoader<String, String> loader = new MapLoader<>(key -> "loaded " + key);
        LarderCache<String, String> cache = readThrough(loader);
        fixture.manager.enableStatistics("users", true);
        cache.put("1", "alice");

        assertThat(cache.getAll(Set.of("1", "2", "3")))
                .isEqualTo(Map.of("1", "alice", "2", "loaded 2", "3", "loaded 3"));

        assertThat(loader.asked).containsExactlyInAnyOrder("2", "3");
        assertThat(StatisticsTest.attribute(cache, "CacheHits")).isEqualTo(1L);
        assertThat(StatisticsTest.attribute(cache, "CacheMisses")).isEqualTo(2L);
        assertThat(StatisticsTest.attribute(cache, "CachePuts")).isEqualTo(1L);
    }

    @Test
    void getAll_loaderThrows_throwsItsCauseAndLaterGetsLoad() {
        LarderCache<String, String> cache = readThrough(new MapLoader<>(new Failing()));
        cache.put("0", "own");

        assertThatExceptionOfType(CacheLoaderException.class)
                .isThrownBy(() -> cache.getAll(Set.of("0", "1", "2")))
                .withMessageContaining("loadAll of cache 'users' threw")
                .withMessageContaining("nothing was stored")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.containsKey("1")).isFalse();
        assertThat(cache.getAll(Set.of("0", "1", "2"))).isEqualTo(Map.of("0", "own", "1", "loaded", "2", "loaded"));
    }

    @Test
    void getAll_loaderGivesAMapOfNull_throwsAndSaysWhatToReturn() {
        LarderCache<String, String> cache = readThrough(new MapLoader<>(key -> "loaded") {
            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                return null;
            }
        });

        assertThatExceptionOfType(CacheLoaderException.class)
                .isThrownBy(() -> cache.getAll(Set.of("1")))
                .withMessageContaining("returned null; return a map");
    }

    @Test
    void loadAll_withoutReadThrough_loadsAndGetDoesNot() throws Exception {
        MapLoader<String, String> loader = new MapLoader<>(key -> "loaded");
        LarderCache<String, String> cache = fixture.create(strings().setCacheLoaderFactory(() -> loader));
        assertThat(cache.get("1")).isNull();
        CompletionListenerFuture done = new CompletionListenerFuture();

        cache.loadAll(Set.of("1"), false, done);
        done.get();

        assertThat(cache.get("1")).isEqualTo("loaded");
        assertThat(loader.asked).containsExactly("1");
    }

    @Test
    void loadAll_loaderThrows_tellsTheListener() {
        LarderCache<String, String> cache = readThrough(new MapLoader<>(new Failing()));
        CompletionListenerFuture done = new CompletionListenerFuture();

        cache.loadAll(Set.of("1"), true, done);

        assertThatThrownBy(done::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CacheLoaderException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    void loadAll_withoutALoader_completes() throws Exception {
        LarderCache<String, String> cache = fixture.create(strings());
        CompletionListenerFuture done = new CompletionListenerFuture();

        cache.loadAll(Set.of("1"), true, done);
        done.get();
        cache.loadAll(Set.of("1"), true, null);

        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    @Timeout(30)
    void loadAll_completionListenerThrows_isLoggedWithAndWithoutALoader() throws Exception {
        LarderCache<String, String> loading =
                fixture.create(strings().setCacheLoaderFactory(() -> new MapLoader<>(key -> "loaded")));
        LarderCache<String, String> bare = fixture.manager.createCache("bare", strings());
        CompletionListener broken = new CompletionListener() {
            @Override
            public void onCompletion() {
                throw new IllegalStateException("no mail server");
            }

            @Override
            public void onException(Exception e) {}
        };

        try (LogSpy log = new LogSpy(BulkLoads.class)) {
            bare.loadAll(Set.of("1"), true, broken);
            loading.loadAll(Set.of("1"), true, broken);
            while (log.messages().size() < 2) {
                Thread.onSpinWait();
            }

            assertThat(log.messages())
                    .containsExactlyInAnyOrder(
                            "A listener of loadAll on cache 'bare' threw.",
                            "A listener of loadAll on cache 'users' threw.");
        }
    }

    @Test
    void loadAll_synchronousListenerThrows_storesAllAndReportsTheListenersFailure() {
        LarderCache<String, String> cache = fixture.create(strings()
                .setCacheLoaderFactory(() -> new MapLoader<>(key -> "loaded"))
                .addCacheEntryListenerConfiguration(
                        new ListenerSpy<String, String>() {
                            @Override
                            void on(CacheEntryEvent<? extends String, ? extends String> event) {
                                throw new IllegalStateException("no mail server");
                            }
                        }.configuration(false, true)));
        CompletionListenerFuture done = new CompletionListenerFuture();

        cache.loadAll(Set.of("1", "2"), true, done);

        assertThatThrownBy(done::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CacheEntryListenerException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(cache).hasSize(2);
    }

    @Test
    @Timeout(30)
    void loadAll_insideManyLoadersThatWaitForIt_ends() throws Exception {
        LarderCache<String, String> inner = fixture.manager.createCache(
                "inner", strings().setCacheLoaderFactory(() -> new MapLoader<>(key -> "inner " + key)));
        CountDownLatch started = new CountDownLatch(16);
        LarderCache<String, String> outer =
                fixture.create(strings().setCacheLoaderFactory(() -> new CacheLoader<String, String>() {
                    @Override
                    public String load(String key) {
                        throw new AssertionError("asked for many only");
                    }

                    @Override
                    public Map<String, String> loadAll(Iterable<? extends String> keys) {
                        Map<String, String> loaded = new HashMap<>();
                        for (String key : keys) {
                            started.countDown();
                            loaded.put(key, innerOf(key));
                        }
                        return loaded;
                    }

                    private String innerOf(String key) {
                        CompletionListenerFuture done = new CompletionListenerFuture();
                        try {
                            started.await(); // every worker is in a loader now
                            inner.loadAll(Set.of(key), true, done);
                            done.get();
                        } catch (InterruptedException | ExecutionException e) {
                            throw new IllegalStateException(e);
                        }
                        return inner.get(key);
                    }
                }));
        List<CompletionListenerFuture> all = new ArrayList<>();

        for (int i = 0; i < 40; i++) {
            CompletionListenerFuture done = new CompletionListenerFuture();
            outer.loadAll(Set.of("key " + i), true, done);
            all.add(done);
        }

        for (CompletionListenerFuture done : all) {
            done.get();
        }
        assertThat(outer.get("key 39")).isEqualTo("inner key 39");
    }

    @Test
    void close_whileLoading_waitsForTheLoader() throws Exception {
        CompletableFuture<String> value = new CompletableFuture<>();
        CompletableFuture<Void> loading = new CompletableFuture<>();
        LarderCache<String, String> cache = readThrough(new MapLoader<>(key -> {
            loading.complete(null);
            return value.join();
        }));
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of("1"), false, done);
        loading.join();

        Thread closing = new Thread(cache::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            assertThat(closing.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
        value.complete("loaded");

        done.get();
        closing.join();
    }

    @Test
    void get_loadedUnderAZeroLifetime_isGivenAndNotStored() {
        MapLoader<String, String> loader = new MapLoader<>(key -> "loaded");
        LarderCache<String, String> cache = fixture.create(strings()
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> loader)
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ZERO)));

        assertThat(cache.get("1")).isEqualTo("loaded");
        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    void get_loadedUnderACustomPolicy_expiresWhenThePolicySays() {
        MapLoader<String, String> loader = new MapLoader<>(key -> "loaded");
        LarderCache<String, String> cache = fixture.create(strings()
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> loader)
                .setExpiryPolicyFactory(() -> new GivenExpiry(Duration.ONE_MINUTE, null, null)));

        assertThat(cache.get("1")).isEqualTo("loaded");
        fixture.clock.advanceMillis(59_999);
        assertThat(cache.containsKey("1")).isTrue();
        fixture.clock.advanceMillis(1);
        assertThat(cache.containsKey("1")).isFalse();
    }

    private static final class Failing implements java.util.function.Function<String, String> {
        private boolean failed;

        @Override
        public String apply(String key) {
            if (failed) {
                return "loaded";
            }
            failed = true;
            throw new IllegalStateException("no database");
        }
    }
}
