package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.spring.annotation.CacheEvictTags;
import dev.larder.spring.annotation.CacheTags;
import dev.larder.store.Store;
import dev.larder.testkit.ManualClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.expression.spel.SpelEvaluationException;
import reactor.core.publisher.Mono;

/** Entries are removed by tags that annotations or callers gave them, and by prefixes of their keys. */
class TagEvictionTest {
    private final ManualClock clock = new ManualClock();
    private final Store store = Caches.store(clock);
    private final LarderCacheManager manager = Caches.manager(store, "orders", "time-to-live", "1h");
    private final LarderCache cache = manager.require("orders");
    private final Application application = Application.start(manager, Orders.class);
    private final Orders orders = application.bean(Orders.class);

    record Order(int id, String customer, List<String> products) {}

    static class Orders {
        static volatile Runnable whileLoading = () -> {};
        static volatile CompletableFuture<String> later;

        @Cacheable(cacheNames = "orders", key = "#id")
        @CacheTags({"'customer:' + #result.customer", "#result.products"})
        public Order find(int id, String customer, String... products) {
            Order found = new Order(id, customer, List.of(products));
            whileLoading.run();
            return found;
        }

        @Cacheable(cacheNames = "orders", key = "#id", sync = true)
        @CacheTags("#customer")
        public String findOnce(int id, String customer) {
            whileLoading.run();
            return customer;
        }

        @CachePut(cacheNames = "orders", key = "#id")
        @CacheTags("#result")
        public String put(int id, String tag) {
            return tag;
        }

        @CachePut(cacheNames = "orders", key = "#id")
        @CacheTags("#tags")
        public int putTagged(int id, Object tags) {
            return id;
        }

        @Cacheable(cacheNames = "orders", key = "#id")
        @CacheTags({"'customer:' + #result.customer", "'order:' + #result", "'shop:' + #shop"})
        public Order absent(int id, String shop) {
            return null;
        }

        @Cacheable(cacheNames = "orders", key = "#id")
        @CacheTags({"#result?.customer ?: 'nobody'", "#result.customer ?: 'unknown'"})
        public Order absentAsExpected(int id) {
            return null;
        }

        @Cacheable(cacheNames = "orders", key = "#id")
        @CacheTags("#resultName.length()")
        public Order absentUnderAName(int id, String resultName) {
            return null;
        }

        @CacheEvictTags(
                cacheNames = "orders",
                tags = {"'customer:' + #result.customer", "'shop:' + #shop"})
        public Order closed(String shop) {
            return null;
        }

        @CacheEvictTags(cacheNames = "orders", tags = "'customer:' + #customer")
        public void customerChanged(String customer, RuntimeException failure) {
            if (failure != null) {
                throw failure;
            }
        }

        @CacheEvictTags(cacheNames = "orders", tags = "#customer", beforeInvocation = true)
        public void customerLeft(String customer) {
            throw new IllegalStateException("after the eviction");
        }

        @CacheEvictTags(cacheNames = "orders", tags = "#result", beforeInvocation = true)
        public String leaving() {
            throw new AssertionError("called in spite of the mistake");
        }

        @CacheEvictTags(cacheNames = "orders", tags = "'a'")
        @CacheEvictTags(cacheNames = "orders", tags = "#result")
        public String both() {
            return "b";
        }

        @CacheEvictTags(cacheNames = "orders", tags = "#result")
        public CompletableFuture<String> laterFuture() {
            return later;
        }

        @CacheEvictTags(cacheNames = "orders", tags = "#result")
        public Mono<String> laterMono() {
            return Mono.fromFuture(later);
        }
    }

    @AfterEach
    void stop() {
        application.close();
        Orders.whileLoading = () -> {};
    }

    @Test
    void cacheEvictTags_ofTheResultBeforeTheCall_isAMistakeThatSaysSo() {
        assertThatThrownBy(orders::leaving)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("leaving()")
                .hasMessageContaining("#result")
                .hasMessageContaining("Leave beforeInvocation out");
    }

    @Test
    void evictByTag_someEntries_removesThoseAlone() {
        orders.find(1, "ada", "tea", "milk");
        orders.find(2, "ada", "tea");
        orders.find(3, "grace", "milk");
        cache.put(4, "untagged");

        assertThat(cache.evictByTag("customer:ada")).isEqualTo(2);
        assertThat(cache.get(1)).isNull();
        assertThat(cache.get(2)).isNull();
        assertThat(cache.get(3)).isNotNull();
        assertThat(cache.evictByTag("milk", "tea", "milk")).isEqualTo(1);
        assertThat(cache.get(4)).isNotNull();
        assertThat(cache.evictByTag("milk")).isZero();
    }

    @ParameterizedTest
    @MethodSource("severalTags")
    void cacheTags_severalOfAnyKind_areEachATag(Object several) {
        orders.putTagged(1, several);
        orders.putTagged(2, "7");

        assertThat(cache.evictByTag("7")).isEqualTo(2);
    }

    static Stream<Arguments> severalTags() {
        Iterable<String> iterable = () -> List.of("7").iterator();
        return Stream.<Object>of(
                        new int[] {7, 8},
                        new String[] {null, "7"},
                        new Object[] {new long[] {7}},
                        Arrays.asList(null, 7),
                        Optional.of(List.of(7)),
                        Stream.of("7", "8"),
                        IntStream.of(7),
                        iterable)
                .map(several -> Arguments.of(new Object[] {several}));
    }

    @Test
    void cacheTags_ofAMap_saysWhatToAskFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.putTagged(1, Map.of("7", "8")))
                .withMessageContaining("keySet");
    }

    @Test
    void cacheTags_nullResult_givesTheTagsThatNeedNone() {
        orders.absent(1, "north");
        orders.absent(2, "south");

        assertThat(cache.get(1).get()).isNull();
        assertThat(cache.evictByTag("shop:north")).isEqualTo(1);
        assertThat(cache.evictByTag("order:null")).isZero();
    }

    @Test
    void cacheTags_nullResultAndWrittenForIt_givesWhatItSays() {
        orders.absentAsExpected(1);

        assertThat(cache.evictByTag("unknown")).isZero();
        assertThat(cache.evictByTag("nobody")).isEqualTo(1);
    }

    @Test
    void cacheTags_expressionWithoutTheResultFails_isAnErrorForANullResult() {
        assertThatThrownBy(() -> orders.absentUnderAName(1, null)).isInstanceOf(SpelEvaluationException.class);
    }

    @Test
    void cacheEvictTags_nullResult_evictsByTheTagsThatNeedNone() {
        orders.absent(1, "north");
        orders.absent(2, "south");

        assertThat(orders.closed("north")).isNull();

        assertThat(cache.get(1)).isNull();
        assertThat(cache.get(2)).isNotNull();
    }

    @Test
    void get_taggedEntry_givesTheValueItself() {
        cache.put(1, null, null, List.of("a"));
        cache.put(2, "value", Duration.ofMinutes(1), List.of("a"));

        assertThat(cache.get(1).get()).isNull();
        assertThat(cache.get(2, String.class)).isEqualTo("value");
        assertThat(cache.keyspace().timeToLive(2)).isEqualTo(Duration.ofMinutes(1));
        assertThat(cache.putIfAbsent(2, "other").get()).isEqualTo("value");
    }

    @Test
    void evictByTag_entryWasReplaced_goesByItsNewTags() {
        cache.put(1, "old", null, List.of("a"));
        cache.put(1, "new", null, List.of("b"));
        cache.put(2, "old", null, List.of("a"));
        cache.put(2, "untagged");

        assertThat(cache.evictByTag("a")).isZero();
        assertThat(cache.evictByTag("b")).isEqualTo(1);
        assertThat(cache.get(2).get()).isEqualTo("untagged");
    }

    @Test
    void evictByTag_whileCacheableLoads_isNotStored() {
        Orders.whileLoading = () -> cache.evictByTag("customer:ada");

        orders.find(1, "ada");

        assertThat(cache.get(1)).isNull();
    }

    @Test
    void evictByTag_whileSyncCacheableLoads_isNotStored() {
        Orders.whileLoading = () -> cache.evictByTag("ada");

        assertThat(orders.findOnce(1, "ada")).isEqualTo("ada");

        assertThat(cache.get(1)).isNull();
    }

    @Test
    void evictByTag_ofAnotherTagWhileLoading_isStored() {
        Orders.whileLoading = () -> cache.evictByTag("grace");

        orders.findOnce(1, "ada");

        assertThat(cache.get(1)).isNotNull();
    }

    @Test
    void cacheEvictTags_methodReturns_evicts() {
        orders.find(1, "ada");

        orders.customerChanged("ada", null);

        assertThat(cache.get(1)).isNull();
    }

    @Test
    void cacheEvictTags_methodThrows_doesNot() {
        orders.find(1, "ada");
        IllegalStateException failure = new IllegalStateException();

        assertThatThrownBy(() -> orders.customerChanged("ada", failure)).isSameAs(failure);

        assertThat(cache.get(1)).isNotNull();
    }

    @Test
    void cacheEvictTags_beforeInvocation_evictsThoughTheMethodThrows() {
        orders.findOnce(1, "ada");

        assertThatThrownBy(() -> orders.customerLeft("ada")).hasMessage("after the eviction");

        assertThat(cache.get(1)).isNull();
    }

    @Test
    void cacheEvictTags_twice_evictsBoth() {
        orders.put(1, "a");
        orders.put(2, "b");
        orders.put(3, "c");

        orders.both();

        assertThat(cache.get(1)).isNull();
        assertThat(cache.get(2)).isNull();
        assertThat(cache.get(3)).isNotNull();
    }

    @Test
    void cacheEvictTags_ofAFutureAndAMono_evictsWhenTheyComplete() {
        orders.put(1, "a");
        Orders.later = new CompletableFuture<>();
        CompletableFuture<String> future = orders.laterFuture();
        CompletableFuture<String> mono = orders.laterMono().toFuture();
        assertThat(cache.get(1)).isNotNull();

        Orders.later.complete("a");

        assertThat(future).isCompletedWithValue("a");
        assertThat(mono).isCompletedWithValue("a");
        assertThat(cache.get(1)).isNull();
    }

    @Test
    void evictByPrefix_withAndWithoutIndex_removesThoseAlone() {
        for (LarderCache each : List.of(
                cache, Caches.manager(store, "indexed", "prefix-index", "true").require("indexed"))) {
            each.put("user:1", 1);
            each.put("user:2", 2, null, List.of("tag"));
            each.put("users", 3);
            each.put("order:1", 4);
            each.put(5, 5);
            each.evict("user:1");
            each.put("user:1", 1);

            assertThat(each.evictByPrefix("user:")).isEqualTo(2);
            assertThat(each.get("user:1")).isNull();
            assertThat(each.get("users")).isNotNull();
            assertThat(each.evictByPrefix("")).isEqualTo(2);
            assertThat(each.get(5)).isNotNull();
        }
    }
}
