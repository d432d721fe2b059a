package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.annotation.Cacheable;

/** Near the end of its lifetime an entry is loaded anew, while readers get the old value. */
class RefreshAheadTest {
    private final ManualClock clock = new ManualClock();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final Store store = Store.open(
            StoreConfig.builder().clock(clock).executor(background::add).seed(1).build());
    private final LarderCacheManager manager = LarderCacheManager.builder(store)
            .cache("users", "a test", Caches.settings("time-to-live", "100s", "refresh-ahead", "80%"))
            .cache("created", "a test", Caches.settings("time-to-live-from-creation", "100s", "refresh-ahead", "80%"))
            .build();
    private final LarderCache cache = manager.require("users");
    private final Application application = Application.start(manager, Users.class);
    private final Users users = application.bean(Users.class);

    static class Users {
        static final AtomicInteger LOADS = new AtomicInteger();
        static Runnable whileLoading = () -> {};

        @Cacheable("users")
        public String find(String id) {
            String loaded = "load " + LOADS.incrementAndGet();
            whileLoading.run();
            return loaded;
        }

        @Cacheable(cacheNames = "users", sync = true)
        public String findOnce(String id) {
            return find(id);
        }

        @Cacheable("created")
        public String findFromCreation(String id) {
            return find(id);
        }

        @Cacheable(cacheNames = "created", sync = true)
        public String findOnceFromCreation(String id) {
            return find(id);
        }
    }

    @AfterEach
    void stop() {
        application.close();
        Users.LOADS.set(0);
        Users.whileLoading = () -> {};
    }

    @Test
    void cacheable_notYetAgeing_isAHit() {
        users.find("ada");
        clock.advance(Duration.ofSeconds(79));

        assertThat(users.find("ada")).isEqualTo("load 1");
    }

    @Test
    void cacheable_ageing_oneCallerLoadsWhileOthersGetTheOld() {
        users.find("ada");
        clock.advance(Duration.ofSeconds(80));
        Users.whileLoading = () -> {
            Users.whileLoading = () -> {};
            assertThat(users.find("ada")).isEqualTo("load 1");
        };

        assertThat(users.find("ada")).isEqualTo("load 2");

        assertThat(users.find("ada")).isEqualTo("load 2");
        assertThat(Users.LOADS).hasValue(2);
        assertThat(cache.keyspace().timeToLive("ada")).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void cacheable_lifetimeFromCreation_livesAnewWhenRenewed() {
        assertRenewed(() -> users.findFromCreation("ada"));
    }

    @Test
    void syncCacheable_lifetimeFromCreation_livesAnewWhenRenewed() {
        assertRenewed(() -> users.findOnceFromCreation("ada"));
    }

    private void assertRenewed(Runnable reading) {
        reading.run();
        clock.advance(Duration.ofSeconds(80));

        reading.run();
        while (!background.isEmpty()) {
            background.remove().run();
        }

        assertThat(manager.require("created").keyspace().timeToLive("ada")).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void cacheable_claimedByOneWhoFailed_isLoadedByAnotherLater() {
        users.find("ada");
        clock.advance(Duration.ofSeconds(80));
        Users.whileLoading = () -> {
            throw new IllegalStateException("no database");
        };
        assertThatThrownBy(() -> users.find("ada")).hasMessage("no database");
        Users.whileLoading = () -> {};

        assertThat(users.find("ada")).isEqualTo("load 1");
        clock.advance(Duration.ofSeconds(10));
        assertThat(users.find("ada")).isEqualTo("load 3");
    }

    @Test
    void cacheable_evictedWhileRenewed_isNotStored() {
        users.find("ada");
        clock.advance(Duration.ofSeconds(80));
        Users.whileLoading = () -> cache.evict("ada");

        users.find("ada");

        assertThat(cache.get("ada")).isNull();
    }

    @Test
    void syncCacheable_ageing_isLoadedInTheBackground() {
        users.findOnce("ada");
        clock.advance(Duration.ofSeconds(80));

        assertThat(users.findOnce("ada")).isEqualTo("load 1");
        assertThat(users.findOnce("ada")).isEqualTo("load 1");
        assertThat(background).hasSize(1);
        background.remove().run();

        assertThat(users.findOnce("ada")).isEqualTo("load 2");
        assertThat(cache.keyspace().timeToLive("ada")).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void retrieveWithLoader_ageing_isLoadedInTheBackground() {
        cache.put("ada", "old");
        clock.advance(Duration.ofSeconds(80));
        CompletableFuture<String> source = new CompletableFuture<>();

        assertThat(cache.retrieve("ada", () -> source)).isCompletedWithValue("old");
        background.remove().run();
        source.complete("new");

        assertThat(cache.get("ada").get()).isEqualTo("new");
    }

    @Test
    void getCache_refreshAheadOfAnEternalCache_isRefused() {
        assertThatThrownBy(() -> Caches.manager(store, "eternal", "refresh-ahead", "80%"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cache 'eternal'")
                .hasMessageContaining("lifetime");
    }
}
