package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.strings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Keyspace;
import dev.larder.store.Store;
import dev.larder.store.Weigher;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that the engine carries out do what they say when they are made on a cache, or in a manager's file. */
class SettingsReachTheEngineTest {
    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void refreshAhead_ageingEntryIsRead_loadsItAnewInTheBackground() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CompletableFuture<Thread> second = new CompletableFuture<>();
        LarderCache<String, String> cache = fixture.create(strings()
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> new MapLoader<>(key -> {
                    int number = loads.incrementAndGet();
                    if (number == 2) {
                        second.complete(Thread.currentThread());
                    }
                    return "loaded " + number;
                }))
                .setTimeToLive(Duration.ofSeconds(100))
                .setRefreshAhead(0.8));

        assertThat(cache.get("1")).isEqualTo("loaded 1");
        fixture.clock.advanceMillis(79_999);
        assertThat(cache.get("1")).isEqualTo("loaded 1");
        assertThat(loads).hasValue(1);
        fixture.clock.advanceMillis(1);
        assertThat(cache.get("1")).isEqualTo("loaded 1");

        assertThat(second.get(10, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void weigher_givesFourHundredOfAThousandBytes_twoEntriesStay() {
        Weigher<String, String> weigher = (key, value) -> 400;
        LarderCache<String, String> cache = fixture.create(
                strings().setMaxBytes(1_000).setEvictionPolicy("lru").setWeigherFactory(() -> weigher));
        for (int i = 0; i < 10; i++) {
            cache.put("key " + i, "value");
        }

        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.unwrap(Keyspace.class).weightBytes()).isEqualTo(800);
    }

    @Test
    @SuppressWarnings("unchecked") // the standard unwraps by class
    void metadata_entryIsRead_countsItsHits() {
        LarderCache<String, String> cache = fixture.create(strings().setMetadataEnabled(true));
        cache.put("1", "alice");
        cache.get("1");
        cache.get("1");

        Keyspace<String, String> keyspace = cache.unwrap(Keyspace.class);
        assertThat(keyspace.view("1").hitCount()).isEqualTo(2);
        assertThat(keyspace.view("1").createdAtMillis()).isEqualTo(fixture.clock.millis());
    }

    @Test
    void maxMemoryAndHighWaterMark_manyPuts_keepAllCachesTogetherBelow(@TempDir Path directory) throws Exception {
        URI file = Files.writeString(directory.resolve("larder.yaml"), "max-memory: 100KB\nhigh-water-mark: 50%\n")
                .toUri();
        LarderCacheManager manager = fixture.provider.getCacheManager(file, null);
        LarderCache<String, String> users = manager.createCache("users", strings());
        LarderCache<String, String> orders = manager.createCache("orders", strings());
        for (int i = 0; i < 1_000; i++) {
            users.put("user " + i, "alice");
            orders.put("order " + i, "book");
        }

        assertThat(manager.unwrap(Store.class).weightBytes()).isBetween(40L * 1024, 50L * 1024);
    }
}
