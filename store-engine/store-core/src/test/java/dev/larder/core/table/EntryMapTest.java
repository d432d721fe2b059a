package dev.larder.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The map does what a map does, through every growth, for good hashes and bad, alone and among many threads. */
@Timeout(120)
class EntryMapTest {
    private static final int KEYS = 20_000;

    private final EntryMap<Key, Integer> map = new EntryMap<>();

    /** A key whose hash the test chooses, and which counts how often it is compared. */
    private record Key(int id, int hash, AtomicInteger comparisons) implements Comparable<Key> {
        Key(int id, int hash) {
            this(id, hash, new AtomicInteger());
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            comparisons.incrementAndGet();
            return other instanceof Key key && key.id == id;
        }

        @Override
        public int compareTo(Key other) {
            comparisons.incrementAndGet();
            return Integer.compare(id, other.id);
        }
    }

    private static Entry<Key, Integer> entry(Key key) {
        return new Entry<>(key, key.id, 1, false);
    }

    private static Key key(int id) {
        return new Key(id, id * 0x9E3779B9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64, 1_000, Integer.MAX_VALUE})
    void anyOperations_likeAHashMap(int hashes) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<Integer, Entry<Key, Integer>> model = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            int id = random.nextInt(600);
            Key key = new Key(id, (id * 31) % hashes);
            Entry<Key, Integer> known = model.get(id);
            int choice = random.nextInt(10);
            if (choice < 5) {
                Entry<Key, Integer> added = entry(key);
                assertThat(map.putIfAbsent(added)).as("seed %d", seed).isSameAs(known);
                model.putIfAbsent(id, added);
            } else if (choice < 7 && known != null) {
                assertThat(map.remove(known)).as("seed %d", seed).isTrue();
                assertThat(map.remove(known)).as("seed %d", seed).isFalse();
                model.remove(id);
            } else if (choice < 8 && known != null) {
                Entry<Key, Integer> successor = entry(key);
                assertThat(map.replace(known, successor)).as("seed %d", seed).isTrue();
                assertThat(map.replace(known, entry(key))).as("seed %d", seed).isFalse();
                model.put(id, successor);
            } else {
                assertThat(map.get(key)).as("seed %d", seed).isSameAs(known);
            }
        }
        assertThat(map.count()).as("seed %d", seed).isEqualTo(model.size());
        assertThat(contents(map)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(model.values());
    }

    @Test
    void remove_keyWhoseHashCodeChanged_removesItsEntry() {
        List<Entry<Key, Integer>> entries = new ArrayList<>();
        for (int id = 0; id < 100; id++) {
            entries.add(entry(new Key(id, 7)));
        }
        entries.forEach(map::putIfAbsent);
        Entry<List<Integer>, Integer> fickle = new Entry<>(new ArrayList<>(List.of(1)), 1, 1, false);
        EntryMap<List<Integer>, Integer> lists = new EntryMap<>();
        lists.putIfAbsent(fickle);
        fickle.key().add(2);

        assertThat(lists.get(List.of(1, 2))).isNull();
        assertThat(lists.remove(fickle)).isTrue();
        assertThat(lists.count()).isZero();
        entries.forEach(entry -> assertThat(map.remove(entry)).isTrue());
        assertThat(contents(map)).isEmpty();
    }

    @Test
    void get_manyKeysOfOneHash_comparesWithFew() {
        for (int id = 0; id < KEYS; id++) {
            map.putIfAbsent(entry(new Key(id, 42)));
        }

        Key wanted = new Key(KEYS - 1, 42);
        assertThat(map.get(wanted)).isNotNull();
        assertThat(wanted.comparisons().get()).isLessThan(100);
        assertThat(map.count()).isEqualTo(KEYS);
    }

    @Test
    void get_whileOthersAdd_neverMissesWhatIsThere() throws Exception {
        AtomicInteger added = new AtomicInteger();
        List<Callable<Void>> tasks = new ArrayList<>();
        tasks.add(() -> {
            for (int id = 0; id < KEYS * 10; id++) {
                map.putIfAbsent(entry(key(id)));
                added.set(id + 1);
            }
            return null;
        });
        for (int reader = 0; reader < 2; reader++) {
            Random random = new Random(reader);
            tasks.add(() -> {
                for (int until = added.get(); until < KEYS * 10; until = added.get()) {
                    if (until > 0) {
                        int id = random.nextInt(until);
                        assertThat(map.get(key(id)))
                                .as("key %d of %d", id, until)
                                .isNotNull();
                    }
                    assertThat(map.get(key(-1 - until))).isNull();
                }
                return null;
            });
        }
        runAll(tasks);
    }

    @Test
    void manyThreads_addAndRemoveTheSameKeys_eachSucceedsOnce() throws Exception {
        AtomicInteger additions = new AtomicInteger();
        AtomicInteger removals = new AtomicInteger();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Random random = new Random(thread);
            tasks.add(() -> {
                for (int step = 0; step < 100_000; step++) {
                    int id = random.nextInt(2_000 + step / 50);
                    // Every other key shares its bin, in the smaller tables, with 63 others.
                    Key key = id % 2 == 0 ? key(id) : new Key(id, id << 6);
                    Entry<Key, Integer> found = map.get(key);
                    if (found == null) {
                        additions.addAndGet(map.putIfAbsent(entry(key)) == null ? 1 : 0);
                    } else if (random.nextBoolean()) {
                        removals.addAndGet(map.remove(found) ? 1 : 0);
                    } else {
                        map.replace(found, entry(key));
                    }
                }
                return null;
            });
        }
        runAll(tasks);

        List<Entry<Key, Integer>> left = contents(map);
        assertThat(left).hasSize(additions.get() - removals.get()).hasSize((int) map.count());
        Set<Integer> ids = new HashSet<>();
        for (Entry<Key, Integer> entry : left) {
            assertThat(ids.add(entry.key().id())).isTrue();
            assertThat(map.get(entry.key())).isSameAs(entry);
        }
    }

    @Test
    void iterator_whileOthersAddAndRemove_givesWhatStaysOnce() throws Exception {
        Set<Entry<Key, Integer>> staying = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int id = 0; id < 1_000; id++) {
            Entry<Key, Integer> entry = entry(id % 10 == 0 ? new Key(id, 5) : key(id));
            map.putIfAbsent(entry);
            staying.add(entry);
        }
        AtomicInteger rounds = new AtomicInteger();
        runAll(List.of(
                () -> {
                    for (int id = 1_000; id < KEYS * 5; id++) {
                        Entry<Key, Integer> entry = entry(key(id));
                        map.putIfAbsent(entry);
                        if (id % 3 == 0) {
                            map.remove(entry);
                        }
                    }
                    rounds.set(-1);
                    return null;
                },
                () -> {
                    while (rounds.get() >= 0) {
                        Set<Entry<Key, Integer>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
                        map.iterator().forEachRemaining(entry -> {
                            if (staying.contains(entry)) {
                                assertThat(seen.add(entry)).as("given twice").isTrue();
                            }
                        });
                        assertThat(seen).hasSameSizeAs(staying);
                    }
                    return null;
                }));
    }

    @Test
    void finishGrowth_leavesNothingToMove() {
        int id = 0;
        while (!map.isGrowing()) {
            map.putIfAbsent(entry(key(id++)));
        }

        map.finishGrowth();

        assertThat(map.isGrowing()).isFalse();
        assertThat(contents(map)).hasSize(id);
    }

    private static <K, V> List<Entry<K, V>> contents(EntryMap<K, V> map) {
        List<Entry<K, V>> contents = new ArrayList<>();
        for (Iterator<Entry<K, V>> entries = map.iterator(); entries.hasNext(); ) {
            contents.add(entries.next());
        }
        return contents;
    }

    private static void runAll(List<Callable<Void>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
