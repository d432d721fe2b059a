package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** What the statistics bean of a cache with a plain name says. */
    static Object attribute(LarderCache<?, ?> cache, String attribute) {
        try {
            return SERVER.getAttribute(
                    new ObjectName("javax.cache:type=CacheStatistics,CacheManager="
                            + cache.getCacheManager().getURI() + ",Cache=" + cache.getName()),
                    attribute);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    /** The counts that the statistics bean of a cache with a plain name gives. */
    static String counts(LarderCache<?, ?> cache) {
        return "hits " + attribute(cache, "CacheHits") + ", misses " + attribute(cache, "CacheMisses") + ", puts "
                + attribute(cache, "CachePuts") + ", removals " + attribute(cache, "CacheRemovals");
    }

    @Test
    void invoke_processorsThatReadOrDoNot_countOneReadEach() {
        LarderCache<String, String> cache = fixture.create(strings().setStatisticsEnabled(true));

        cache.invoke("1", (entry, arguments) -> null);
        assertThat(counts(cache)).isEqualTo("hits 0, misses 1, puts 0, removals 0");
        cache.invoke("1", (entry, arguments) -> {
            entry.setValue("alice");
            entry.setValue("bob");
            return null;
        });
        assertThat(counts(cache)).isEqualTo("hits 0, misses 2, puts 1, removals 0");
        cache.invoke("1", (entry, arguments) -> entry.getValue() + entry.getValue());
        assertThat(counts(cache)).isEqualTo("hits 1, misses 2, puts 1, removals 0");
        cache.invoke("1", (entry, arguments) -> {
            entry.remove();
            return null;
        });
        assertThat(counts(cache)).isEqualTo("hits 2, misses 2, puts 1, removals 1");
        cache.invoke("1", (entry, arguments) -> {
            entry.remove();
            return null;
        });
        assertThat(counts(cache)).isEqualTo("hits 2, misses 3, puts 1, removals 1");
    }

    @Test
    void everyMethod_presentAndAbsent_countsAsTheStandardSays() {
        LarderCache<String, String> cache = fixture.create(strings().setStatisticsEnabled(true));

        cache.put("1", "a");
        cache.getAndPut("1", "b");
        cache.getAndPut("2", "b");
        assertThat(counts(cache)).isEqualTo("hits 1, misses 1, puts 3, removals 0");
        cache.putIfAbsent("1", "c");
        cache.putIfAbsent("3", "c");
        assertThat(counts(cache)).isEqualTo("hits 2, misses 2, puts 4, removals 0");
        cache.replace("1", "d");
        cache.replace("9", "d");
        assertThat(counts(cache)).isEqualTo("hits 3, misses 3, puts 5, removals 0");
        cache.replace("1", "d", "e");
        cache.replace("1", "x", "f");
        cache.replace("9", "x", "f");
        assertThat(counts(cache)).isEqualTo("hits 5, misses 4, puts 6, removals 0");
        cache.getAndReplace("1", "g");
        cache.getAndReplace("9", "g");
        assertThat(counts(cache)).isEqualTo("hits 6, misses 5, puts 7, removals 0");
        cache.remove("1", "x");
        cache.remove("1", "g");
        cache.remove("1", "g");
        assertThat(counts(cache)).isEqualTo("hits 8, misses 6, puts 7, removals 1");
        cache.getAndRemove("2");
        cache.getAndRemove("2");
        assertThat(counts(cache)).isEqualTo("hits 9, misses 7, puts 7, removals 2");
        cache.remove("3");
        cache.remove("3");
        assertThat(counts(cache)).isEqualTo("hits 9, misses 7, puts 7, removals 3");
        cache.putAll(Map.of("4", "a", "5", "b"));
        cache.getAll(Set.of("4", "9"));
        assertThat(counts(cache)).isEqualTo("hits 10, misses 8, puts 9, removals 3");
        cache.removeAll(Set.of("4", "9"));
        cache.containsKey("5");
        cache.removeAll();
        assertThat(counts(cache)).isEqualTo("hits 10, misses 8, puts 9, removals 5");
        cache.put("6", "a");
        cache.clear();
        assertThat(counts(cache)).isEqualTo("hits 10, misses 8, puts 10, removals 5");
    }

    @Test
    void get_byManyThreads_losesNoCount() {
        LarderCache<String, String> cache = fixture.create(strings().setStatisticsEnabled(true));
        cache.put("1", "alice");

        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                            for (int i = 0; i < 10_000; i++) {
                                cache.get(i % 4 == 0 ? "missing" : "1");
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(counts(cache)).isEqualTo("hits 60000, misses 20000, puts 1, removals 0");
        assertThat(attribute(cache, "CacheHitPercentage")).isEqualTo(75f);
        assertThat(attribute(cache, "CacheMissPercentage")).isEqualTo(25f);
        assertThat((Float) attribute(cache, "AverageGetTime")).isPositive();
    }

    @Test
    void evictions_afterTheCacheWasFull_areCounted() {
        LarderCache<String, String> cache = fixture.create(
                strings().setMaxEntries(10).setEvictionPolicy("lru").setStatisticsEnabled(true));
        for (int i = 0; i < 15; i++) {
            cache.put("key " + i, "value");
        }
        cache.unwrap(dev.larder.store.Keyspace.class).maintain();

        assertThat(attribute(cache, "CacheEvictions")).isEqualTo(5L);
        assertThat(attribute(cache, "CacheRemovals")).isEqualTo(0L);
    }

    @Test
    void clear_ofTheBean_startsAllFiguresAgain() throws Exception {
        LarderCache<String, String> cache = fixture.create(
                strings().setMaxEntries(1).setEvictionPolicy("lru").setStatisticsEnabled(true));
        cache.put("1", "alice");
        cache.put("2", "bob");
        cache.get("2");
        cache.unwrap(dev.larder.store.Keyspace.class).maintain();

        SERVER.invoke(
                new ObjectName("javax.cache:type=CacheStatistics,CacheManager="
                        + cache.getCacheManager().getURI() + ",Cache=users"),
                "clear",
                null,
                null);

        assertThat(counts(cache)).isEqualTo("hits 0, misses 0, puts 0, removals 0");
        assertThat(attribute(cache, "CacheEvictions")).isEqualTo(0L);
        assertThat(attribute(cache, "AverageGetTime")).isEqualTo(0f);
        assertThat(attribute(cache, "CacheHitPercentage")).isEqualTo(0f);
    }

    @Test
    void enableStatistics_laterAndOffAgain_countsOnlyMeanwhile() {
        LarderCache<String, String> cache = fixture.create(strings());
        cache.get("1");
        fixture.manager.enableStatistics("users", true);
        fixture.manager.enableStatistics("users", true);
        cache.get("1");
        assertThat(counts(cache)).isEqualTo("hits 0, misses 1, puts 0, removals 0");

        fixture.manager.enableStatistics("users", false);
        cache.get("1");

        assertThatThrownBy(() -> attribute(cache, "CacheHits")).hasCauseInstanceOf(InstanceNotFoundException.class);
        fixture.manager.enableStatistics("users", true);
        assertThat(counts(cache)).isEqualTo("hits 0, misses 1, puts 0, removals 0");
    }

    @Test
    void beans_ofTwoLoaders_theLastHasTheNameAndTheFirstLeavesIt() {
        URI uri = URI.create("shared");
        LarderCacheManager first = fixture.provider.getCacheManager(uri, null);
        LarderCacheManager second = fixture.provider.getCacheManager(
                uri, new URLClassLoader(new URL[0], getClass().getClassLoader()));
        first.createCache("users", strings().setStatisticsEnabled(true)).get("1");
        LarderCache<String, String> cache =
                second.createCache("users", strings().setStatisticsEnabled(true));
        assertThat(counts(cache)).isEqualTo("hits 0, misses 0, puts 0, removals 0");

        first.close();

        assertThat(counts(cache)).isEqualTo("hits 0, misses 0, puts 0, removals 0");
        second.close();
        assertThatThrownBy(() -> counts(cache)).hasCauseInstanceOf(InstanceNotFoundException.class);
    }
}
