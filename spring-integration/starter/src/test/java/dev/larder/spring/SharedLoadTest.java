package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.larder.store.Store;
import dev.larder.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.annotation.Cacheable;

/** With {@code sync = true} a value is loaded once, however many threads ask. */
class SharedLoadTest {
    private static final int MANY = 300;

    private final Store store = Caches.store(new ManualClock());
    private final LarderCacheManager manager = LarderCacheManager.builder(store)
            .cache("users", "a test", SpringCacheSettings.none())
            .build();
    private final Application application = Application.start(manager, Users.class);
    private final Users users = application.bean(Users.class);

    static class Users {
        static final Set<Gate> GATES = ConcurrentHashMap.newKeySet();
        static final AtomicInteger LOADS = new AtomicInteger();
        static volatile boolean failing;

        @Cacheable(cacheNames = "users", sync = true)
        public String find(String id) {
            LOADS.incrementAndGet();
            GATES.forEach(Gate::pass);
            if (failing) {
                throw new IllegalStateException("no database");
            }
            return "value of " + id;
        }
    }

    @AfterEach
    void stop() {
        application.close();
        Users.GATES.clear();
        Users.LOADS.set(0);
        Users.failing = false;
    }

    @Test
    void syncCacheable_manyThreads_loadOnce() throws Exception {
        assertThat(askFromMany(Executors.newFixedThreadPool(50))).containsOnly("value of ada");
        assertThat(Users.LOADS).hasValue(1);
    }

    @Test
    void syncCacheable_manyVirtualThreads_loadOnce() throws Exception {
        ExecutorService virtual = virtualThreads();
        assumeTrue(virtual != null, "this JDK has no virtual threads");

        assertThat(askFromMany(virtual)).containsOnly("value of ada");
        assertThat(Users.LOADS).hasValue(1);
    }

    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException olderJdk) {
            return null;
        }
    }

    private List<String> askFromMany(ExecutorService threads) throws Exception {
        Gate loading = new Gate();
        Users.GATES.add(loading);
        CountDownLatch asking = new CountDownLatch(40);
        List<Future<String>> results = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                results.add(threads.submit(() -> {
                    asking.countDown();
                    return users.find("ada");
                }));
            }
            assertThat(asking.await(20, TimeUnit.SECONDS)).isTrue();
            loading.awaitArrival();
            loading.open();
            List<String> values = new ArrayList<>();
            for (Future<String> result : results) {
                values.add(result.get(20, TimeUnit.SECONDS));
            }
            return values;
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void syncCacheable_methodThrows_throwsTheSame() {
        Users.failing = true;

        assertThatThrownBy(() -> users.find("ada"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no database");
    }

    @Test
    void getWithLoader_error_isTheCause() {
        AssertionError broken = new AssertionError("broken");

        assertThatThrownBy(() -> manager.require("users").get("ada", () -> {
                    throw broken;
                }))
                .isInstanceOf(ValueRetrievalException.class)
                .hasCause(broken);
    }

    @Test
    void getWithLoader_otherKeyInside_isLoaded() {
        LarderCache cache = manager.require("users");

        assertThat(cache.<String>get("ada", () -> "Ada " + cache.<String>get("name", () -> "Lovelace")))
                .isEqualTo("Ada Lovelace");
        assertThat(cache.get("name", String.class)).isEqualTo("Lovelace");
    }
}
