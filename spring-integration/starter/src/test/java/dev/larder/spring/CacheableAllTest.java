package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.larder.spring.annotation.CacheTags;
import dev.larder.spring.annotation.CacheTtl;
import dev.larder.spring.annotation.CacheableAll;
import dev.larder.store.Lifetime;
import dev.larder.store.Store;
import dev.larder.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.context.annotation.Configuration;

/** A method for many keys is asked for those alone that the cache has not. */
class CacheableAllTest {
    private final Store store = Caches.store(new ManualClock());
    private final LarderCacheManager manager = LarderCacheManager.builder(store)
            .cache("names", "a test", SpringCacheSettings.none())
            .cache("no-nulls", "a test", Caches.settings("null-values", "false"))
            .build();
    private final LarderCache cache = manager.require("names");
    private final Application application = Application.start(manager, Names.class);
    private final Names names = application.bean(Names.class);

    static class Names {
        static final List<Collection<?>> CALLS = new ArrayList<>();
        static Runnable whileLoading = () -> {};

        private static String nameOf(int id) {
            return id < 0 ? null : "name " + id;
        }

        private static void called(Collection<?> ids) {
            CALLS.add(ids);
            whileLoading.run();
        }

        @CacheableAll(cacheName = "names")
        public Map<Integer, String> find(Collection<Integer> ids) {
            called(ids);
            Map<Integer, String> found = new LinkedHashMap<>();
            ids.forEach(id -> found.put(id, nameOf(id)));
            found.values().removeIf(name -> name == null);
            return found;
        }

        @CacheableAll(cacheName = "no-nulls")
        public Map<Integer, String> findWithoutNulls(Set<Integer> ids) {
            return find(ids);
        }

        @CacheableAll(cacheName = "names")
        public List<String> list(List<Integer> ids) {
            called(ids);
            return ids.stream().map(Names::nameOf).toList();
        }

        @CacheableAll(cacheName = "names")
        @CacheTags("#result ?: 'nobody'")
        @CacheTtl("#{#result == null ? '1m' : '2m'}")
        public List<String> tagged(List<Integer> ids, Locale locale) {
            return list(ids);
        }

        @CacheableAll(cacheName = "names")
        @CacheTags({"#result.substring(0, 4)", "'all'"})
        @CacheTtl("#{#result.length() + 's'}")
        public List<String> described(List<Integer> ids) {
            return list(ids);
        }

        @Cacheable("names")
        public String one(Integer id) {
            return "one";
        }

        @CacheableAll(cacheName = "names")
        public List<String> tooShort(List<Integer> ids) {
            return List.of();
        }

        @CacheableAll(cacheName = "names")
        public String wrongType(List<Integer> ids) {
            return "";
        }

        @CacheableAll(cacheName = "names")
        public List<String> twoLists(List<Integer> ids, List<Integer> others) {
            return List.of();
        }
    }

    @BeforeEach
    void reset() {
        Names.CALLS.clear();
        Names.whileLoading = () -> {};
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnKeys implements CachingConfigurer {
        @Override
        public KeyGenerator keyGenerator() {
            return (target, method, arguments) -> "key of " + arguments[0];
        }
    }

    @Test
    void cacheableAll_keysOfTheApplication_areThoseOfCacheable() {
        try (Application ownKeys = Application.start(
                LarderCacheManager.builder(Caches.store(new ManualClock())).build(), OwnKeys.class, Names.class)) {
            ownKeys.bean(Names.class).one(1);

            assertThat(ownKeys.bean(Names.class).list(List.of(1, 2))).containsExactly("one", "name 2");
            assertThat(ownKeys.bean(LarderCacheManager.class).require("names").get("key of 2"))
                    .isNotNull();
        }
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void map_someCached_asksForTheOthersAndKeepsTheOrder() {
        cache.put(2, "cached 2");

        Map<Integer, String> found = names.find(List.of(3, 2, 1));

        assertThat(found).containsExactly(Map.entry(3, "name 3"), Map.entry(2, "cached 2"), Map.entry(1, "name 1"));
        assertThat(Names.CALLS).containsExactly(List.of(3, 1));
        assertThat(cache.get(1).get()).isEqualTo("name 1");
    }

    @Test
    void map_allCached_doesNotCall() {
        names.find(List.of(1, 2));
        names.find(List.of(2, 1));

        assertThat(Names.CALLS).hasSize(1);
    }

    @Test
    void map_nothingFound_isCachedAsNothing() {
        assertThat(names.find(List.of(-1, 1))).containsOnlyKeys(1);
        assertThat(names.find(List.of(-1))).isEmpty();

        assertThat(Names.CALLS).hasSize(1);
        assertThat(cache.get(-1).get()).isNull();
    }

    @Test
    void map_nothingFoundWithoutNullValues_isAskedForAgain() {
        assertThat(names.findWithoutNulls(Set.of(-1))).isEmpty();
        assertThat(names.findWithoutNulls(Set.of(-1))).isEmpty();

        assertThat(Names.CALLS).containsExactly(Set.of(-1), Set.of(-1));
    }

    @Test
    void list_someCachedAndSomeTwice_keepsSizeAndOrder() {
        cache.put(2, "cached 2");

        assertThat(names.list(List.of(1, 2, -1, 1, 3))).containsExactly("name 1", "cached 2", null, "name 1", "name 3");
        assertThat(Names.CALLS).containsExactly(List.of(1, -1, 3));
    }

    @Test
    void list_empty_doesNotCall() {
        assertThat(names.list(List.of())).isEmpty();

        assertThat(Names.CALLS).isEmpty();
    }

    @Test
    void list_evictedWhileLoading_storesTheOthersAlone() {
        Names.whileLoading = () -> cache.evict(1);

        assertThat(names.list(List.of(1, 2))).containsExactly("name 1", "name 2");

        assertThat(cache.get(1)).isNull();
        assertThat(cache.get(2)).isNotNull();
    }

    @Test
    void list_besideCacheable_sharesItsEntries() {
        names.list(List.of(1));

        assertThat(names.one(1)).isEqualTo("name 1");
    }

    @Test
    void list_withMoreParameters_hasThemInTheKey() {
        names.tagged(List.of(1, -1), Locale.ROOT);

        Object key = new SimpleKey(1, Locale.ROOT);
        Object absent = new SimpleKey(-1, Locale.ROOT);
        assertThat(cache.keyspace().timeToLive(key)).isEqualTo(Duration.ofMinutes(2));
        assertThat(cache.keyspace().timeToLive(absent)).isEqualTo(Duration.ofMinutes(1));
        assertThat(cache.evictByTag("name 1", "nobody")).isEqualTo(2);
    }

    @Test
    void list_nothingFoundAndExpressionsNameTheResult_isCachedWithTheOtherTagsAlone() {
        assertThat(names.described(List.of(1, -1))).containsExactly("name 1", null);

        assertThat(cache.keyspace().timeToLive(1)).isEqualTo(Duration.ofSeconds(6));
        assertThat(cache.keyspace().timeToLive(-1)).hasMillis(Lifetime.ETERNAL);
        assertThat(cache.evictByTag("name")).isEqualTo(1);
        assertThat(cache.evictByTag("all")).isEqualTo(1);
    }

    @Test
    void list_nullElement_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names.list(Arrays.asList(1, null)))
                .withMessageContaining("list");
    }

    @Test
    void list_wrongSizeReturned_saysSo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> names.tooShort(List.of(1, 2)))
                .withMessageContaining("tooShort")
                .withMessageContaining("2 elements")
                .withMessageContaining("a list of 0");
    }

    @Test
    void method_ofAnotherShape_saysWhatIsWrong() {
        assertThatIllegalStateException()
                .isThrownBy(() -> names.wrongType(List.of(1)))
                .withMessageContaining("neither a Map nor a List");
        assertThatIllegalStateException()
                .isThrownBy(() -> names.twoLists(List.of(1), List.of(2)))
                .withMessageContaining("several parameters");
    }
}
