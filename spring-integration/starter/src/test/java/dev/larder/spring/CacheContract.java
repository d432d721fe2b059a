package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Store;
import dev.larder.testkit.ManualClock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.Cache.ValueWrapper;

/** What Spring's {@code Cache} and its own test suite ask of every cache, whatever the thread and the settings. */
abstract class CacheContract {
    final ManualClock clock = new ManualClock();
    final Store store = Caches.store(clock);
    Cache cache;

    /** The cache under test; called once for each test. */
    abstract Cache createCache();

    @BeforeEach
    void create() {
        cache = createCache();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void getName_always_isTheName() {
        assertThat(cache.getName()).isEqualTo("users");
    }

    @Test
    void getNativeCache_always_isTheKeyspace() {
        assertThat(cache.getNativeCache()).isSameAs(store.find("spring/users"));
    }

    @Test
    void get_unknownKey_isNull() {
        assertThat(cache.get("ada")).isNull();
        assertThat(cache.get("ada", String.class)).isNull();
        assertThat(cache.get("ada", (Class<?>) null)).isNull();
    }

    @Test
    void get_afterPut_wrapsTheValue() {
        cache.put("ada", "Lovelace");

        assertThat(cache.get("ada").get()).isEqualTo("Lovelace");
        assertThat(cache.get("ada", String.class)).isEqualTo("Lovelace");
        assertThat(cache.get("ada", Object.class)).isEqualTo("Lovelace");
        assertThat(cache.get("ada", (Class<?>) null)).isEqualTo("Lovelace");
    }

    @Test
    void get_wrongType_failsAndNamesBoth() {
        cache.put("ada", "Lovelace");

        assertThatIllegalStateException()
                .isThrownBy(() -> cache.get("ada", Integer.class))
                .withMessageContaining("java.lang.String")
                .withMessageContaining("java.lang.Integer");
    }

    @Test
    void put_null_isAValue() {
        cache.put("nobody", null);

        assertThat(cache.get("nobody")).isNotNull();
        assertThat(cache.get("nobody").get()).isNull();
        assertThat(cache.get("nobody", String.class)).isNull();
    }

    @Test
    void put_twice_replaces() {
        cache.put("ada", "Byron");
        cache.put("ada", "Lovelace");

        assertThat(cache.get("ada").get()).isEqualTo("Lovelace");
    }

    @Test
    void putIfAbsent_absent_putsAndReturnsNull() {
        assertThat(cache.putIfAbsent("ada", "Lovelace")).isNull();

        assertThat(cache.get("ada").get()).isEqualTo("Lovelace");
    }

    @Test
    void putIfAbsent_present_keepsAndReturnsTheOld() {
        cache.put("ada", "Lovelace");

        ValueWrapper before = cache.putIfAbsent("ada", "Byron");

        assertThat(before.get()).isEqualTo("Lovelace");
        assertThat(cache.get("ada").get()).isEqualTo("Lovelace");
    }

    @Test
    void putIfAbsent_presentNull_returnsAWrapper() {
        cache.put("nobody", null);

        ValueWrapper before = cache.putIfAbsent("nobody", "Odysseus");

        assertThat(before).isNotNull();
        assertThat(before.get()).isNull();
        assertThat(cache.get("nobody").get()).isNull();
    }

    @Test
    void evict_present_removes() {
        cache.put("ada", "Lovelace");

        cache.evict("ada");

        assertThat(cache.get("ada")).isNull();
    }

    @Test
    void evict_absent_doesNothing() {
        cache.evict("ada");

        assertThat(cache.get("ada")).isNull();
    }

    @Test
    void evictIfPresent_always_saysWhetherThereWasOne() {
        cache.put("ada", "Lovelace");

        assertThat(cache.evictIfPresent("ada")).isTrue();
        assertThat(cache.evictIfPresent("ada")).isFalse();
        assertThat(cache.get("ada")).isNull();
    }

    @Test
    void clear_severalEntries_removesAll() {
        cache.put("ada", "Lovelace");
        cache.put("grace", null);

        cache.clear();

        assertThat(cache.get("ada")).isNull();
        assertThat(cache.get("grace")).isNull();
    }

    @Test
    void invalidate_entries_removesAllAtOnce() {
        cache.put("ada", "Lovelace");

        cache.invalidate();

        assertThat(cache.get("ada")).isNull();
        assertThat(cache.invalidate()).isFalse();
    }

    @Test
    void getWithLoader_absent_loadsAndKeeps() {
        AtomicInteger calls = new AtomicInteger();

        assertThat(cache.get("ada", () -> "call " + calls.incrementAndGet())).isEqualTo("call 1");
        assertThat(cache.get("ada", () -> "call " + calls.incrementAndGet())).isEqualTo("call 1");

        assertThat(cache.get("ada").get()).isEqualTo("call 1");
    }

    @Test
    void getWithLoader_present_doesNotLoad() {
        cache.put("ada", "Lovelace");

        assertThat(cache.<Object>get("ada", () -> {
                    throw new AssertionError("loaded");
                }))
                .isEqualTo("Lovelace");
    }

    @Test
    void getWithLoader_null_isLoadedOnce() {
        AtomicInteger calls = new AtomicInteger();
        Callable<Object> nothing = () -> {
            calls.incrementAndGet();
            return null;
        };

        assertThat(cache.get("nobody", nothing)).isNull();
        assertThat(cache.get("nobody", nothing)).isNull();

        assertThat(calls).hasValue(1);
        assertThat(cache.get("nobody")).isNotNull();
    }

    @Test
    void getWithLoader_loaderThrows_wrapsAndKeepsNothing() {
        Exception broken = new Exception("no database");
        Callable<Object> loader = () -> {
            throw broken;
        };

        assertThatThrownBy(() -> cache.get("ada", loader))
                .isInstanceOfSatisfying(ValueRetrievalException.class, failed -> {
                    assertThat(failed.getKey()).isEqualTo("ada");
                    assertThat(failed.getCause()).isSameAs(broken);
                });
        assertThat(cache.get("ada")).isNull();
    }

    @Test
    void retrieve_absent_isNullAtOnce() {
        assertThat(cache.retrieve("ada")).isNull();
    }

    @Test
    void retrieve_present_isCompleteWithAWrapper() {
        cache.put("ada", "Lovelace");
        cache.put("nobody", null);

        assertThat(cache.retrieve("ada"))
                .isCompletedWithValueMatching(
                        found -> ((ValueWrapper) found).get().equals("Lovelace"));
        assertThat(cache.retrieve("nobody"))
                .isCompletedWithValueMatching(found -> ((ValueWrapper) found).get() == null);
    }

    @Test
    void retrieveWithLoader_present_doesNotLoad() {
        cache.put("ada", "Lovelace");

        assertThat(cache.retrieve("ada", () -> CompletableFuture.<Object>failedFuture(new AssertionError())))
                .isCompletedWithValue("Lovelace");
    }

    @Test
    void retrieveWithLoader_loaderFails_failsTheSameWay() {
        Exception broken = new Exception("no database");

        CompletableFuture<Object> thrown = cache.retrieve("ada", () -> CompletableFuture.failedFuture(broken));

        assertThat(thrown).isCompletedExceptionally();
        assertThat(thrown.handle((value, failure) -> failure).join()).isSameAs(broken);
        assertThat(cache.get("ada")).isNull();
    }

    @Test
    void retrieveWithLoader_loaderThrows_failsTheSameWay() {
        IllegalStateException broken = new IllegalStateException("no database");

        CompletableFuture<Object> thrown = cache.retrieve("ada", () -> {
            throw broken;
        });

        assertThat(thrown.handle((value, failure) -> failure).join()).isSameAs(broken);
    }

    @Test
    void keys_ofAnyType_areToldApart() {
        List<Object> keys = List.of("1", 1, 1L, List.of(1));
        keys.forEach(key -> cache.put(key, key.getClass().getSimpleName()));

        keys.forEach(
                key -> assertThat(cache.get(key).get()).isEqualTo(key.getClass().getSimpleName()));
    }
}
