package dev.larder.spring.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Capacity;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That the index of a cache tells the truth, whatever many threads do. */
class EntriesTest {
    private static final int THREADS = 4;

    private final ManualClock clock = new ManualClock();
    private final Store store = Store.open(StoreConfig.builder().clock(clock).build());
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        store.close();
    }

    private Entries entries(int capacity, boolean prefixIndex) {
        Keyspace<Object, Object> keyspace = store.create(
                "spring/test",
                KeyspaceConfig.builder()
                        .capacity(Capacity.entries(capacity))
                        .lifetime(Lifetime.afterWrite(Duration.ofSeconds(10)))
                        .callerLoads(true)
                        .build());
        return new Entries(keyspace, new ValueRules("test", true, null), prefixIndex);
    }

    private static NewValue tagged(Object value, String... tags) {
        return new NewValue(value, null, List.of(tags));
    }

    private static Map<String, Set<Object>> tagsInIndex(Entries entries) {
        Map<String, Set<Object>> found = new HashMap<>();
        entries.index().tags().forEach((tag, key) -> found.computeIfAbsent(tag, same -> new HashSet<>())
                .add(key));
        return found;
    }

    private static Map<String, Set<Object>> tagsByScan(Entries entries) {
        Map<String, Set<Object>> found = new HashMap<>();
        entries.keyspace().iterator().forEachRemaining(entry -> {
            for (String tag : Tagged.tagsOf(entry.getValue().value())) {
                found.computeIfAbsent(tag, same -> new HashSet<>()).add(entry.getKey());
            }
        });
        return found;
    }

    private static Set<Object> keysByScan(Entries entries) {
        Set<Object> found = new TreeSet<>();
        entries.keyspace().iterator().forEachRemaining(entry -> found.add(entry.getKey()));
        return found;
    }

    /** What one of them has and the other has not. */
    private static Set<String> difference(Map<String, Set<Object>> one, Map<String, Set<Object>> other) {
        Set<String> found = new TreeSet<>();
        one.forEach((tag, keys) -> keys.forEach(key -> {
            if (!other.getOrDefault(tag, Set.of()).contains(key)) {
                found.add(tag + " of " + key);
            }
        }));
        return found;
    }

    /**
     * What was evicted and what expired leaves the index later, on the store's threads. Until these are through, they may
     * hold an entry that is due, which is then looked at again a tenth of a second later.
     */
    private void assertIndexIsExact(Entries entries) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            clock.advanceMillis(100);
            entries.keyspace().maintain();
            assertThat(difference(tagsByScan(entries), tagsInIndex(entries)))
                    .as("missing in the index")
                    .isEmpty();
            assertThat(difference(tagsInIndex(entries), tagsByScan(entries)))
                    .as("too many in the index")
                    .isEmpty();
            if (entries.index().hasPrefixes()) {
                assertThat(new TreeSet<>(entries.keysStartingWith(""))).isEqualTo(keysByScan(entries));
            }
        });
    }

    @Test
    void evictByTag_keysLeftBehindInTheIndex_takesThemOut() {
        Entries entries = entries(100, false);
        entries.put("ada", tagged("value", "poets"));
        entries.index().add("gone", List.of("poets"));
        entries.put("grace", tagged("value", "admirals"));
        entries.index().add("grace", List.of("poets"));

        assertThat(entries.evictByTag(List.of("poets"))).isEqualTo(1);

        assertThat(tagsInIndex(entries)).isEqualTo(Map.of("admirals", Set.of("grace")));
    }

    @Test
    void index_afterRandomWorkOfManyThreads_equalsAScan() throws Exception {
        long seed = System.nanoTime();
        Entries entries = entries(300, true);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            work.add(threads.submit(() -> {
                for (int step = 0; step < 20_000; step++) {
                    doSomething(entries, random);
                }
            }));
        }
        for (Future<?> each : work) {
            each.get(60, TimeUnit.SECONDS);
        }

        try {
            assertIndexIsExact(entries);
            assertThat(tagsByScan(entries)).isNotEmpty();
        } catch (AssertionError | RuntimeException wrong) {
            throw new AssertionError("with seed " + seed, wrong);
        }
    }

    private void doSomething(Entries entries, SplittableRandom random) {
        String key = "key " + random.nextInt(500);
        String tag = "tag " + random.nextInt(40);
        switch (random.nextInt(12)) {
            case 0 -> entries.remove(key);
            case 1 -> entries.evictByTag(List.of(tag));
            case 2 -> entries.putIfAbsent(key, tagged("if absent", tag));
            case 3 -> entries.put(key, NewValue.of("untagged"));
            case 4 -> entries.put(key, new NewValue("brief", Duration.ofMillis(3), List.of(tag)));
            case 5 -> clock.advanceMillis(1);
            case 6 -> {
                OwnLoad load = entries.beginLoad(key);
                load.store(tagged("loaded", tag, "loaded"));
            }
            case 7 -> new SharedLoads(entries).get(key, () -> tagged("shared", tag));
            case 8 -> {
                if (random.nextInt(100) == 0) {
                    entries.clear();
                } else if (random.nextInt(10) == 0) {
                    entries.evictByPrefix("key 1");
                }
            }
            default -> entries.put(key, tagged("put", tag, "tag " + random.nextInt(40) + " or so"));
        }
    }

    /** Every value is the state of the source when it was read; evicting a tag makes older states wrong. */
    @Test
    void evictByTag_whileManyLoad_leavesNothingLoadedBefore() throws Exception {
        Entries entries = entries(10_000, false);
        int tags = 8;
        AtomicIntegerArray source = new AtomicIntegerArray(tags);
        AtomicBoolean done = new AtomicBoolean();
        List<Future<?>> loaders = new ArrayList<>();
        for (int i = 0; i < THREADS - 1; i++) {
            SplittableRandom random = new SplittableRandom(i);
            loaders.add(threads.submit(() -> {
                while (!done.get()) {
                    int tag = random.nextInt(tags);
                    String key = tag + "/" + random.nextInt(3);
                    OwnLoad load = entries.beginLoad(key);
                    int read = source.get(tag);
                    load.store(tagged(read, "tag " + tag));
                }
            }));
        }
        for (int round = 0; round < 30_000; round++) {
            int tag = round % tags;
            int current = source.incrementAndGet(tag);
            entries.evictByTag(List.of("tag " + tag));
            for (int i = 0; i < 3; i++) {
                EntryView<Object> entry = entries.keyspace().view(tag + "/" + i);
                if (entry.isPresent()) {
                    assertThat((Integer) Entries.plain(entry.value()))
                            .as("round %d", round)
                            .isGreaterThanOrEqualTo(current);
                }
            }
        }
        done.set(true);
        for (Future<?> each : loaders) {
            each.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void evictByPrefix_whileManyLoad_leavesNothingLoadedBefore() throws Exception {
        Entries entries = entries(10_000, false);
        AtomicInteger source = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        List<Future<?>> loaders = new ArrayList<>();
        for (int i = 0; i < THREADS - 1; i++) {
            SplittableRandom random = new SplittableRandom(i);
            loaders.add(threads.submit(() -> {
                while (!done.get()) {
                    OwnLoad load = entries.beginLoad("user:" + random.nextInt(3));
                    load.store(NewValue.of(source.get()));
                }
            }));
        }
        for (int round = 0; round < 10_000; round++) {
            int current = source.incrementAndGet();
            entries.evictByPrefix("user:");
            for (int i = 0; i < 3; i++) {
                Object stored = entries.peek("user:" + i);
                if (stored != null) {
                    assertThat((Integer) stored).as("round %d", round).isGreaterThanOrEqualTo(current);
                }
            }
        }
        done.set(true);
        for (Future<?> each : loaders) {
            each.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void sharedLoad_tagEvictedWhileOthersWait_isLoadedAgainForThem() {
        Entries entries = entries(100, false);
        SharedLoads loads = new SharedLoads(entries);
        CompletableFuture<NewValue> source = new CompletableFuture<>();
        CompletableFuture<Object> first = loads.getAsync("ada", () -> source);
        entries.evictByTag(List.of("poets"));
        CompletableFuture<Object> joined =
                loads.getAsync("ada", () -> CompletableFuture.completedFuture(tagged("new", "poets")));

        source.complete(tagged("old", "poets"));

        assertThat(first).isCompletedWithValue("old");
        assertThat(joined).isCompletedWithValue("new");
        assertThat(Entries.plain(entries.peek("ada"))).isEqualTo("new");
    }

    @Test
    void index_entriesExpired_forgetsThem() {
        Entries entries = entries(100, true);
        entries.put("ada", tagged("Lovelace", "poets"));

        clock.advanceMillis(10_000);

        assertIndexIsExact(entries);
        assertThat(tagsInIndex(entries)).isEmpty();
    }

    @Test
    void index_entriesEvictedForSize_forgetsThem() {
        Entries entries = entries(50, true);
        for (int i = 0; i < 1_000; i++) {
            entries.put("key " + i, tagged(i, "tag " + i % 7));
        }

        assertIndexIsExact(entries);
    }

    @Test
    void index_neverNeeded_isNotThere() {
        Entries entries = entries(50, false);
        entries.put("ada", NewValue.of("Lovelace"));
        entries.put("nobody", NewValue.of(null));
        new SharedLoads(entries).get("grace", () -> NewValue.of("Hopper"));

        assertThat(entries.index()).isNull();
    }
}
