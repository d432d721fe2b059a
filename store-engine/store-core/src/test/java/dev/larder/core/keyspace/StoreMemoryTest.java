package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Capacity;
import dev.larder.store.CapacityExceededException;
import dev.larder.store.Change;
import dev.larder.store.EvictionHint;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.Subscription.Delivery;
import dev.larder.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores whose keyspaces together take more memory than the store may have. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoreMemoryTest {
    private final ManualClock clock = new ManualClock();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void maxMemory_overTheHighWaterMark_evictsFromTheLargestKeyspaces() {
        try (Store small = Store.open(StoreConfig.builder()
                .clock(clock)
                .maxMemoryBytes(100_000)
                .highWaterMark(0.9)
                .build())) {
            Keyspace<String, String> large = small.create("large", KeyspaceConfig.defaults());
            Keyspace<String, String> bounded =
                    small.create("bounded", entries(1_000, "lru").build());
            Keyspace<String, String> little = small.create("little", KeyspaceConfig.defaults());
            little.put("a", "v");
            for (int i = 0; i < 5_000; i++) {
                large.put("k" + i, "v".repeat(50));
                bounded.put("k" + i, "v".repeat(50));
                assertThat(small.weightBytes()).isLessThanOrEqualTo(100_000);
            }
            assertThat(small.weightBytes()).isBetween(80_000L, 90_000L);
            assertThat(little.get("a")).isEqualTo("v");
            assertThat(large.stats().evictions()).isGreaterThan(1_000);
            large.clear();
            bounded.clear();
            assertThat(small.weightBytes()).isLessThan(1_000);
        }
    }

    /** Two keyspaces of the same size, until a third needs the room of twenty entries. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void evictionBatch_roomIsMade_namesSoManyBeforeItLooksForTheLargestAgain(int batch) {
        try (Store small = Store.open(StoreConfig.builder()
                .clock(clock)
                .maxMemoryBytes(100_000)
                .evictionBatch(batch)
                .build())) {
            Keyspace<String, String> first = small.create("first", heavy("lru").build());
            Keyspace<String, String> second =
                    small.create("second", heavy("lru").build());
            for (int i = 0; i < 50; i++) {
                first.put("k" + i, "v");
                second.put("k" + i, "v");
            }
            KeyspaceConfig<String, String> heavier = KeyspaceConfig.<String, String>builder()
                    .weigher((key, value) -> 20_000)
                    .build();
            small.create("third", heavier).put("a", "v");

            assertThat(first.size() + second.size()).isEqualTo(80);
            assertThat(Math.abs(first.size() - second.size())).isEqualTo(batch == 1 ? 0 : 20);
        }
    }

    @Test
    void maxMemory_passed_evictsWhatThePolicyNames() {
        try (Store small = smallStore()) {
            Keyspace<String, String> keyspace = small.create("k", heavy("lru").build());
            for (int i = 0; i < 110; i++) {
                keyspace.put("k" + i, "v");
            }
            List<String> left = new ArrayList<>();
            for (int i = 0; i < 110; i++) {
                if (keyspace.containsKey("k" + i)) {
                    left.add("k" + i);
                }
            }
            assertThat(left).hasSize(100).startsWith("k10");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lru", "window-tinylfu"})
    void maxMemory_passed_leavesPinnedEntries(String policy) {
        try (Store small = smallStore()) {
            Keyspace<String, String> keyspace = small.create("k", heavy(policy).build());
            keyspace.put("pinned", "v", EvictionHint.PINNED);
            for (int i = 0; i < 500; i++) {
                keyspace.put("k" + i, "v");
            }
            assertThat(keyspace.getIfPresent("pinned")).isEqualTo("v");
            assertThat(keyspace.size()).isEqualTo(100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lru", "window-tinylfu"})
    void maxMemory_passedWhileTheNextVictimIsHeld_evictsAnother(String policy) {
        try (Store small = smallStore()) {
            Keyspace<String, String> keyspace = small.create("k", heavy(policy).build());
            keyspace.put("held", "v");
            for (int i = 0; i < 99; i++) {
                keyspace.put("k" + i, "v");
            }
            keyspace.holding(List.of("held"), () -> {
                CompletableFuture.runAsync(() -> keyspace.put("new", "v"), threads)
                        .join();
                return null;
            });
            assertThat(keyspace.containsKey("held")).isTrue();
            assertThat(keyspace.size()).isEqualTo(100);
            assertThat(small.weightBytes()).isEqualTo(100_000);
        }
    }

    @Test
    void maxMemory_passedAndTheListenerOfTheEvictionThrows_theWriteIsMadeAndFails() {
        try (Store small = smallStore()) {
            Keyspace<String, String> large = small.create("large", heavy("lru").build());
            Keyspace<String, String> other = small.create("other", heavy("lru").build());
            large.subscribe(Set.of(Change.Kind.EVICTED), Delivery.SYNCHRONOUS, change -> {
                throw new IllegalStateException(change.key());
            });
            for (int i = 0; i < 100; i++) {
                large.put("k" + i, "v");
            }
            assertThatThrownBy(() -> other.put("a", "v"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("k0");
            assertThat(other.get("a")).isEqualTo("v");
            assertThat(small.weightBytes()).isEqualTo(100_000);
        }
    }

    @Test
    void maxMemory_manyKeyspacesChangeWhileRoomIsMade_everyWriteIsMade() throws Exception {
        try (Store small = smallStore()) {
            List<Keyspace<Integer, Integer>> keyspaces = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                keyspaces.add(small.create(
                        "k" + i,
                        KeyspaceConfig.<Integer, Integer>builder()
                                .policy("lru")
                                .weigher((key, value) -> value)
                                .build()));
            }
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                SplittableRandom random = new SplittableRandom(t);
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 30_000; i++) {
                        keyspaces.get(random.nextInt(100)).put(random.nextInt(30), random.nextInt(1_000));
                    }
                });
                thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            assertThat(small.weightBytes()).isLessThanOrEqualTo(100_000);
        }
    }

    @Test
    void drop_operationIsRunning_whatItWritesTakesNothingOfTheStoresMemory() {
        try (Store small = smallStore()) {
            KeyspaceConfig<String, String> config = KeyspaceConfig.<String, String>builder()
                    .weigher((key, value) -> value.length())
                    .build();
            Keyspace<String, String> dropped = small.create("dropped", config);
            dropped.put("b", "v".repeat(5_000));
            dropped.compute("a", (key, value) -> {
                small.drop("dropped");
                return "v".repeat(90_000);
            });
            Keyspace<String, String> keyspace = small.create("k", config);
            for (int i = 0; i < 100; i++) {
                keyspace.put("k" + i, "v".repeat(1_000));
            }
            assertThat(keyspace.size()).isEqualTo(100);
            keyspace.put("one more", "v".repeat(1_000));
            assertThat(keyspace.size()).isEqualTo(100);
        }
    }

    @Test
    void nonePolicy_storeIsFull_othersMakeRoomAndThenWritesAreRefused() {
        try (Store small = smallStore()) {
            Keyspace<String, String> evicting = small.create("e", heavy("lru").build());
            Keyspace<String, String> refusing = small.create("r", heavy("none").build());
            for (int i = 0; i < 50; i++) {
                evicting.put("k" + i, "v");
            }
            for (int i = 0; i < 100; i++) {
                refusing.put("k" + i, "v");
            }
            assertThat(evicting.size()).isZero();
            assertThatThrownBy(() -> refusing.put("one more", "v"))
                    .isInstanceOf(CapacityExceededException.class)
                    .hasMessageContaining("store")
                    .hasMessageContaining("100000")
                    .hasMessageContaining("'one more'");
            assertThatThrownBy(() -> refusing.compute("one more", (key, value) -> "v"))
                    .isInstanceOf(CapacityExceededException.class);
            refusing.put("k0", "w");
            assertThat(small.weightBytes()).isEqualTo(100_000);
            refusing.remove("k0");
            refusing.put("one more", "v");
            assertThat(refusing.size()).isEqualTo(100);
            refusing.clear();
            evicting.put("k", "v");
            assertThat(evicting.get("k")).isEqualTo("v");
        }
    }

    private Store smallStore() {
        return Store.open(
                StoreConfig.builder().clock(clock).maxMemoryBytes(100_000).build());
    }

    private static KeyspaceConfig.Builder<String, String> heavy(String policy) {
        return KeyspaceConfig.<String, String>builder().policy(policy).weigher((key, value) -> 1_000);
    }

    private static KeyspaceConfig.Builder<String, String> entries(long capacity, String policy) {
        return KeyspaceConfig.<String, String>builder()
                .capacity(Capacity.entries(capacity))
                .policy(policy);
    }
}
