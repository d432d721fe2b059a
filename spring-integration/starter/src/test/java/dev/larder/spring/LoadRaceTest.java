package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.testkit.ManualClock;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.interceptor.SimpleKey;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A load that began before a write or an eviction never fills the entry after it, however the method is annotated. */
class LoadRaceTest {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private LarderCacheManager manager;
    private Application application;
    private Users users;
    private LarderCache cache;

    static class Users {
        final AtomicReference<String> database = new AtomicReference<>("old");
        final AtomicInteger reads = new AtomicInteger();
        volatile Gate reading;
        volatile CompletableFuture<String> later;

        private String read() {
            reads.incrementAndGet();
            String read = database.get();
            Gate gate = reading;
            if (gate != null) {
                gate.pass();
            }
            return read;
        }

        @Cacheable("users")
        public String find(String id) {
            return read();
        }

        @Cacheable(cacheNames = "users", sync = true)
        public String findOnce(String id) {
            return read();
        }

        @Cacheable({"users", "others"})
        public String findInBoth(String id) {
            return read();
        }

        @Cacheable("users")
        public CompletableFuture<String> findLater(String id) {
            reads.incrementAndGet();
            return later;
        }

        @Cacheable("users")
        public Mono<String> findMono(String id) {
            reads.incrementAndGet();
            return Mono.fromFuture(later);
        }

        @Cacheable("users")
        public Flux<String> findFlux(String id) {
            reads.incrementAndGet();
            return Mono.fromFuture(later).flux();
        }

        @CacheEvict("users")
        public void evict(String id) {
            database.set("new");
        }

        @CacheEvict(cacheNames = "users", allEntries = true)
        public void evictAll() {
            database.set("new");
        }

        @CachePut("users")
        public String rename(String id, String name) {
            database.set(name);
            return name;
        }
    }

    @BeforeEach
    void start() {
        manager = LarderCacheManager.builder(Caches.store(new ManualClock())).build();
        application = Application.start(manager, Users.class);
        users = application.bean(Users.class);
        cache = manager.require("users");
    }

    @AfterEach
    void stop() throws Exception {
        thread.shutdownNow();
        assertThat(thread.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        application.close();
    }

    /** Lets a method read the database, does something, and only then lets it return. */
    private String readWhile(Callable<String> method, Runnable meanwhile) throws Exception {
        Gate gate = new Gate();
        target().reading = gate;
        Future<String> result = thread.submit(method);
        gate.awaitArrival();
        target().reading = null;
        meanwhile.run();
        gate.open();
        return result.get(20, TimeUnit.SECONDS);
    }

    private Users target() {
        return (Users) AopProxyUtils.getSingletonTarget(users);
    }

    @Test
    void cacheable_secondCall_isAHit() {
        assertThat(users.find("ada")).isEqualTo("old");
        assertThat(users.find("ada")).isEqualTo("old");

        assertThat(target().reads).hasValue(1);
        assertThat(cache.get("ada").get()).isEqualTo("old");
    }

    @Test
    void cacheable_evictedWhileLoading_isNotStored() throws Exception {
        assertThat(readWhile(() -> users.find("ada"), () -> users.evict("ada"))).isEqualTo("old");

        assertThat(cache.get("ada")).isNull();
        assertThat(users.find("ada")).isEqualTo("new");
    }

    @Test
    void cacheable_clearedWhileLoading_isNotStored() throws Exception {
        readWhile(() -> users.find("ada"), users::evictAll);

        assertThat(users.find("ada")).isEqualTo("new");
    }

    @Test
    void cacheable_writtenWhileLoading_keepsTheNewer() throws Exception {
        readWhile(() -> users.find("ada"), () -> cache.put("ada", "newest"));

        assertThat(users.find("ada")).isEqualTo("newest");
    }

    @Test
    void cacheable_otherKeyEvictedWhileLoading_isStored() throws Exception {
        readWhile(() -> users.find("ada"), () -> users.evict("grace"));

        assertThat(cache.get("ada").get()).isEqualTo("old");
    }

    @Test
    void cacheable_evictedByPrefixWhileLoading_isNotStored() throws Exception {
        readWhile(() -> users.find("ada"), () -> {
            users.evict("grace");
            cache.evictByPrefix("ad");
        });

        assertThat(cache.get("ada")).isNull();
    }

    @Test
    void cacheableInTwoCaches_oneEvictedWhileLoading_isStoredInTheOther() throws Exception {
        readWhile(() -> users.findInBoth("ada"), () -> users.evict("ada"));

        assertThat(cache.get("ada")).isNull();
        assertThat(manager.require("others").get("ada").get()).isEqualTo("old");
    }

    @Test
    void syncCacheable_evictedWhileLoading_isNotStored() throws Exception {
        readWhile(() -> users.findOnce("ada"), () -> users.evict("ada"));

        assertThat(users.findOnce("ada")).isEqualTo("new");
    }

    @Test
    void cacheableFuture_completedOnAnotherThread_isStored() throws Exception {
        target().later = new CompletableFuture<>();
        CompletableFuture<String> result = users.findLater("ada");
        thread.submit(() -> target().later.complete("old")).get(20, TimeUnit.SECONDS);

        assertThat(result).isCompletedWithValue("old");
        assertThat(cache.get("ada").get()).isEqualTo("old");
        assertThat(users.findLater("ada")).isCompletedWithValue("old");
        assertThat(target().reads).hasValue(1);
    }

    @Test
    void cacheableFuture_evictedBeforeItCompletes_isNotStored() {
        target().later = new CompletableFuture<>();
        CompletableFuture<String> result = users.findLater("ada");
        users.evict("ada");
        target().later.complete("old");

        assertThat(result).isCompletedWithValue("old");
        assertThat(cache.get("ada")).isNull();
    }

    @Test
    void cacheableMono_subscribed_isStoredOnce() {
        target().later = CompletableFuture.completedFuture("old");

        Mono<String> result = users.findMono("ada");
        assertThat(result.block()).isEqualTo("old");
        assertThat(cache.get("ada").get()).isEqualTo("old");

        users.evict("ada");
        assertThat(result.block()).isEqualTo("old");
        assertThat(cache.get("ada")).isNull();
    }

    @Test
    void cacheableMono_evictedBeforeItCompletes_isNotStored() {
        target().later = new CompletableFuture<>();
        CompletableFuture<String> result = users.findMono("ada").toFuture();
        users.evict("ada");
        target().later.complete("old");

        assertThat(result).isCompletedWithValue("old");
        assertThat(cache.get("ada")).isNull();
    }

    @Test
    void cacheableFlux_secondCall_isAHit() {
        target().later = CompletableFuture.completedFuture("old");

        assertThat(users.findFlux("ada").collectList().block()).containsExactly("old");
        assertThat(users.findFlux("ada").collectList().block()).containsExactly("old");
        assertThat(target().reads).hasValue(1);
    }

    @Test
    void cachePut_always_replaces() {
        users.find("ada");

        users.rename("ada", "Lovelace");

        assertThat(cache.get(new SimpleKey("ada", "Lovelace")).get()).isEqualTo("Lovelace");
    }
}
