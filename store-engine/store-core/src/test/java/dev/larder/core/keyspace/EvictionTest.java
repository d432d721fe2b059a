package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Capacity;
import dev.larder.store.CapacityExceededException;
import dev.larder.store.Change;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.EvictionHint;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.RecursiveOperationException;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.Subscription.Delivery;
import dev.larder.testkit.ManualClock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Full keyspaces. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EvictionTest {
    private final ManualClock clock = new ManualClock();
    private final Store store =
            Store.open(StoreConfig.builder().clock(clock).seed(7).build());

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void closeStore() {
        threads.shutdownNow();
        store.close();
    }

    private static KeyspaceConfig.Builder<String, String> entries(long capacity, String policy) {
        return KeyspaceConfig.<String, String>builder()
                .capacity(Capacity.entries(capacity))
                .policy(policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"window-tinylfu", "lru", "lfu", "arc", "random", "nearest-expiry"})
    void put_moreThanTheCapacity_evictsAndTells(String policy) {
        Keyspace<String, String> keyspace =
                store.create("k", entries(100, policy).build());
        List<Change<String, String>> evicted = new ArrayList<>();
        keyspace.subscribe(Set.of(Change.Kind.EVICTED), Delivery.SYNCHRONOUS, evicted::add);
        for (int i = 0; i < 1_000; i++) {
            keyspace.put("k" + i, "v" + i);
            assertThat(keyspace.size()).isLessThanOrEqualTo(101);
        }
        keyspace.maintain();
        assertThat(keyspace.size()).isEqualTo(100);
        assertThat(keyspace.stats().evictions()).isEqualTo(900);
        assertThat(evicted).hasSize(900).allSatisfy(change -> {
            assertThat(change.value()).isEqualTo("v" + change.key().substring(1));
            assertThat(keyspace.get(change.key())).isNull();
        });
    }

    @Test
    void lru_fullKeyspace_keepsWhatWasReadLast() {
        Keyspace<String, String> keyspace = store.create("k", entries(3, "lru").build());
        keyspace.put("a", "1");
        keyspace.put("b", "1");
        keyspace.put("c", "1");
        keyspace.get("a");
        keyspace.put("d", "1");
        assertThat(keyspace.containsKey("b")).isFalse();
        assertThat(keyspace.getAll(List.of("a", "c", "d"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"volatile-lru", "volatile-lfu"})
    void volatilePolicy_fullKeyspace_evictsOnlyWhatHasADeadline(String policy) {
        Keyspace<String, String> keyspace =
                store.create("k", entries(10, policy).build());
        for (int i = 0; i < 8; i++) {
            keyspace.put("eternal" + i, "v");
        }
        for (int i = 0; i < 100; i++) {
            keyspace.put("volatile" + i, "v", Duration.ofHours(1));
        }
        for (int i = 0; i < 8; i++) {
            assertThat(keyspace.containsKey("eternal" + i)).isTrue();
        }
        assertThat(keyspace.size()).isEqualTo(10);
    }

    @Test
    void nonePolicy_fullKeyspace_refusesNewKeysAndTakesUpdatesAndReplacements() {
        Keyspace<String, String> keyspace = store.create("k", entries(2, "none").build());
        keyspace.put("a", "1");
        keyspace.put("b", "1");
        assertThatThrownBy(() -> keyspace.put("c", "1"))
                .isInstanceOf(CapacityExceededException.class)
                .hasMessageContaining("'k'")
                .hasMessageContaining("2 of 2")
                .hasMessageContaining("'c'");
        assertThatThrownBy(() -> keyspace.compute("c", (key, value) -> "1"))
                .isInstanceOf(CapacityExceededException.class);
        keyspace.put("a", "2");
        assertThat(keyspace.size()).isEqualTo(2);
        keyspace.remove("a");
        keyspace.put("c", "1");
        keyspace.clear();
        keyspace.put("d", "1");
        keyspace.put("e", "1");
        assertThat(keyspace.size()).isEqualTo(2);
    }

    @Test
    void bytesCapacity_updatesGrowAndShrink_staysWithinTheBytes() {
        Keyspace<String, byte[]> keyspace = store.create(
                "k",
                KeyspaceConfig.<String, byte[]>builder()
                        .capacity(Capacity.bytes(10_000))
                        .weigher((key, value) -> value.length)
                        .build());
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            keyspace.put("k" + random.nextInt(200), new byte[random.nextInt(300)]);
        }
        keyspace.maintain();
        long[] sum = {0};
        keyspace.iterator().forEachRemaining(entry -> sum[0] += entry.getValue().sizeBytes());
        assertThat(sum[0]).isLessThanOrEqualTo(10_000).isGreaterThan(8_000);
        assertThat(keyspace.weightBytes()).isEqualTo(sum[0]);
    }

    @Test
    void bytesCapacity_tinySharedKeysAndValues_isStillALimit() {
        Keyspace<Byte, Boolean> keyspace = store.create(
                "k",
                KeyspaceConfig.<Byte, Boolean>builder()
                        .capacity(Capacity.bytes(5_000))
                        .build());
        for (int i = 0; i < 256; i++) {
            keyspace.put((byte) i, true);
        }
        keyspace.maintain();
        assertThat(keyspace.size()).isBetween(40L, 60L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"window-tinylfu", "lru", "none"})
    void entriesCapacity_entriesAreSizedForAnotherReason_stillCountsEntries(String policy) {
        try (Store limited =
                Store.open(StoreConfig.builder().maxMemoryBytes(1_000_000).build())) {
            Keyspace<String, String> keyspace = limited.create(
                    "k",
                    entries(10, policy)
                            .maxEntryBytes(1_000)
                            .weigher((key, value) -> 100)
                            .build());
            for (int i = 0; i < 10; i++) {
                keyspace.put("k" + i, "v");
            }
            assertThat(keyspace.size()).isEqualTo(10);
            assertThat(keyspace.weightBytes()).isEqualTo(1_000);
            assertThat(keyspace.view("k0").sizeBytes()).isEqualTo(100);
        }
    }

    @Test
    void entryOverTheLargestSize_isRefusedAndTheOldValueStays() {
        Keyspace<String, String> keyspace = store.create(
                "k",
                KeyspaceConfig.<String, String>builder()
                        .weigher((key, value) -> value.length())
                        .maxEntryBytes(5)
                        .build());
        keyspace.put("a", "12345");
        assertThatThrownBy(() -> keyspace.put("a", "123456"))
                .isInstanceOf(EntryTooLargeException.class)
                .hasMessageContaining("6 bytes")
                .hasMessageContaining("at most 5");
        assertThatThrownBy(() -> keyspace.compute("b", (key, value) -> "123456"))
                .isInstanceOf(EntryTooLargeException.class);
        assertThat(keyspace.get("a")).isEqualTo("12345");
        assertThat(keyspace.size()).isEqualTo(1);
        assertThat(keyspace.weightBytes()).isEqualTo(5);
    }

    @Test
    void weigherThrowsOrIsNegative_failsTheWriteAndLeavesTheEntry() {
        Keyspace<String, String> keyspace = store.create(
                "k",
                KeyspaceConfig.<String, String>builder()
                        .capacity(Capacity.bytes(100))
                        .weigher((key, value) -> Integer.parseInt(value))
                        .build());
        keyspace.put("a", "1");
        assertThatThrownBy(() -> keyspace.put("a", "x")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> keyspace.put("a", "-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(keyspace.weightBytes()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"window-tinylfu, true", "lru, true", "window-tinylfu, false", "lru, false"})
    void pinnedEntry_inAFullKeyspace_staysUntilUnpinned(String policy, boolean weighed) {
        KeyspaceConfig.Builder<String, String> config = weighed
                ? KeyspaceConfig.<String, String>builder()
                        .capacity(Capacity.bytes(50))
                        .weigher((key, value) -> 1)
                : KeyspaceConfig.<String, String>builder().capacity(Capacity.entries(50));
        Keyspace<String, String> keyspace =
                store.create("k", config.policy(policy).build());
        keyspace.put("pinned", "v", EvictionHint.PINNED);
        flood(keyspace);
        assertThat(keyspace.get("pinned")).isEqualTo("v");
        assertThat(keyspace.size()).isEqualTo(51);
        keyspace.put("pinned", "w");
        flood(keyspace);
        flood(keyspace);
        assertThat(keyspace.size()).isEqualTo(50);
    }

    private static void flood(Keyspace<String, String> keyspace) {
        for (int i = 0; i < 1_000; i++) {
            keyspace.put("flood" + i, "v");
            keyspace.get("flood" + i);
            keyspace.get("flood" + i);
        }
        keyspace.maintain();
    }

    @Test
    void unknownPolicy_isRefusedWithTheNearestName() {
        assertThatThrownBy(() -> store.create("k", entries(5, "lruu").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lruu")
                .hasMessageContaining("lru");
        assertThat(store.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"window-tinylfu", "lru"})
    void listenerThrows_theCapacityHolds(String policy) {
        Keyspace<String, String> keyspace =
                store.create("k", entries(10, policy).build());
        keyspace.subscribe(Set.of(Change.Kind.CREATED), Delivery.SYNCHRONOUS, change -> {
            throw new IllegalStateException("listener");
        });
        for (int i = 0; i < 100; i++) {
            String key = "k" + i;
            assertThatThrownBy(() -> keyspace.put(key, "v")).hasMessage("listener");
        }
        assertThat(keyspace.size()).isEqualTo(10);
    }

    @Test
    void weigherChangesItsOwnKey_getsAClearErrorAndTheEntryStays() {
        List<Keyspace<String, String>> self = new ArrayList<>();
        self.add(store.create(
                "k",
                KeyspaceConfig.<String, String>builder()
                        .weigher((key, value) -> {
                            if (value.equals("2")) {
                                self.get(0).remove(key);
                            }
                            return 1;
                        })
                        .build()));
        Keyspace<String, String> keyspace = self.get(0);
        keyspace.put("a", "1");
        assertThatThrownBy(() -> keyspace.put("a", "2")).isInstanceOf(RecursiveOperationException.class);
        assertThat(keyspace.get("a")).isEqualTo("1");
    }

    @Test
    void create_keyComesAndGoesWhileItIsWeighed_hasAVersionOfItsOwn() throws Exception {
        List<Keyspace<String, String>> self = new ArrayList<>();
        AtomicLong otherVersion = new AtomicLong();
        self.add(store.create(
                "k",
                KeyspaceConfig.<String, String>builder()
                        .weigher((key, value) -> {
                            if (value.equals("mine")) {
                                Thread other = new Thread(() -> {
                                    self.get(0).put("a", "other");
                                    otherVersion.set(self.get(0).view("a").version());
                                    self.get(0).remove("a");
                                });
                                other.start();
                                joinUnchecked(other);
                            }
                            return 1;
                        })
                        .build()));
        self.get(0).put("a", "mine");
        assertThat(self.get(0).view("a").version()).isGreaterThan(otherVersion.get());
    }

    private static void joinUnchecked(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void evictedValues_inAKeyspaceThatExpiresThemMuchLater_areGarbage() {
        Keyspace<Integer, Object> keyspace = store.create(
                "k",
                KeyspaceConfig.<Integer, Object>builder()
                        .capacity(Capacity.entries(10))
                        .lifetime(Lifetime.afterWrite(Duration.ofHours(1)))
                        .build());
        List<WeakReference<Object>> values = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Object value = new Object();
            values.add(new WeakReference<>(value));
            keyspace.put(i, value);
        }
        assertThat(keyspace.size()).isEqualTo(10);
        System.gc();
        assertThat(values).filteredOn(value -> value.get() != null).hasSizeLessThan(100);
    }

    /** A key is never held by two at once, also when its entry is named as a victim while it is held. */
    @ParameterizedTest
    @ValueSource(strings = {"window-tinylfu", "lru"})
    void compute_entryIsToBeEvictedWhileHeld_keepsOthersOffTheKey(String policy) throws Exception {
        Keyspace<String, String> keyspace = store.create("k", entries(8, policy).build());
        keyspace.subscribe(EnumSet.allOf(Change.Kind.class), Delivery.SYNCHRONOUS, change -> {});
        Set<String> inside = ConcurrentHashMap.newKeySet();
        AtomicInteger violations = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            SplittableRandom random = new SplittableRandom(t);
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    String key = "k" + random.nextInt(12);
                    if (random.nextInt(4) == 0) {
                        keyspace.put("flood" + random.nextInt(100), "v");
                    } else {
                        keyspace.compute(key, (k, value) -> {
                            if (!inside.add(k)) {
                                violations.incrementAndGet();
                            }
                            for (int j = 0; j < 3; j++) {
                                keyspace.put("flood" + (k.hashCode() + j * 31 + 1_000), "v");
                            }
                            if (!inside.remove(k)) {
                                violations.incrementAndGet();
                            }
                            return random.nextInt(3) == 0 ? null : "v";
                        });
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        keyspace.maintain();
        assertThat(violations).hasValue(0);
        assertThat(keyspace.size()).isLessThanOrEqualTo(8);
    }

    @Test
    void expiringEntries_inABoundedKeyspace_leaveRoomWhenTheyAreDue() {
        Keyspace<String, String> keyspace = store.create(
                "k",
                entries(100, "arc")
                        .lifetime(Lifetime.afterWrite(Duration.ofSeconds(1)))
                        .build());
        for (int i = 0; i < 100; i++) {
            keyspace.put("k" + i, "v");
        }
        clock.advanceMillis(1_000);
        keyspace.maintain();
        assertThat(keyspace.size()).isZero();
        for (int i = 0; i < 100; i++) {
            keyspace.put("n" + i, "v");
        }
        assertThat(keyspace.size()).isEqualTo(100);
        assertThat(keyspace.stats().evictions()).isZero();
        assertThat(keyspace.stats().expirations()).isEqualTo(100);
    }

    @Test
    void nonePolicy_fullOfEntriesThatAreDue_removesThemForAWrite() {
        Keyspace<String, String> keyspace = store.create(
                "k",
                entries(100, "none")
                        .lifetime(Lifetime.afterWrite(Duration.ofHours(1)))
                        .build());
        for (int i = 0; i < 100; i++) {
            keyspace.put("k" + i, "v");
        }
        clock.advanceMillis(Duration.ofHours(1).toMillis());
        keyspace.put("put", "v");
        assertThat(keyspace.size()).isLessThan(100);
        for (int i = 0; i < 99; i++) {
            keyspace.put("n" + i, "v");
        }
        assertThatThrownBy(() -> keyspace.put("one more", "v")).isInstanceOf(CapacityExceededException.class);
        clock.advanceMillis(Duration.ofHours(1).toMillis());
        keyspace.compute("computed", (key, value) -> "v");
        assertThat(keyspace.get("computed")).isEqualTo("v");
        assertThat(keyspace.stats().expirations()).isEqualTo(200);
    }

    @Test
    void nonePolicy_listenerWantsTheKeyThatWaitsForRoom_isRefused() {
        Keyspace<String, String> keyspace = store.create("k", entries(1, "none").build());
        List<RuntimeException> refusals = new ArrayList<>();
        keyspace.subscribe(Set.of(Change.Kind.EXPIRED), Delivery.SYNCHRONOUS, change -> {
            try {
                keyspace.remove("b");
            } catch (RecursiveOperationException e) {
                refusals.add(e);
            }
        });
        keyspace.put("a", "v", Duration.ofMillis(1));
        clock.advanceMillis(100);
        keyspace.compute("b", (key, value) -> "v");
        assertThat(keyspace.get("b")).isEqualTo("v");
        assertThat(refusals).hasSize(1);
    }

    /** The holder of a victim changes its weight after it was named, so while the policy does not know it. */
    @Test
    void bytesCapacity_victimIsWrittenBeforeItIsEvicted_staysWithinTheBytes() throws Exception {
        Keyspace<String, Integer> keyspace = store.create(
                "k",
                KeyspaceConfig.<String, Integer>builder()
                        .capacity(Capacity.bytes(100))
                        .policy("lru")
                        .weigher((key, value) -> value)
                        .build());
        CountDownLatch evicting = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        keyspace.subscribe(Set.of(Change.Kind.EVICTED, Change.Kind.UPDATED), Delivery.SYNCHRONOUS, change -> {
            if (change.key().equals("a") && change.kind() == Change.Kind.EVICTED) {
                evicting.countDown();
                await(written);
            } else if (change.key().equals("b") && change.kind() == Change.Kind.UPDATED) {
                written.countDown();
                await(end);
            }
        });
        keyspace.put("a", 50);
        keyspace.put("b", 50);
        CompletableFuture<Void> evictor = CompletableFuture.runAsync(() -> keyspace.put("c", 100), threads);
        await(evicting);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> keyspace.put("b", 1), threads);
        evictor.get();
        end.countDown();
        holder.get();
        for (int i = 0; i < 500; i++) {
            keyspace.put("k" + i, 1);
            keyspace.get("b");
        }
        assertThat(keyspace.weightBytes()).isEqualTo(100);
    }

    @Test
    void eviction_failsInTheMiddle_keysStayUsableAndTheOtherVictimsKnown() {
        Keyspace<Object, Integer> keyspace = store.create(
                "k",
                KeyspaceConfig.<Object, Integer>builder()
                        .capacity(Capacity.bytes(100))
                        .policy("lru")
                        .weigher((key, value) -> value)
                        .build());
        AtomicBoolean failing = new AtomicBoolean();
        Object key = new Object() {
            @Override
            public int hashCode() {
                if (failing.getAndSet(false)) {
                    throw new IllegalStateException("planted");
                }
                return 7;
            }
        };
        keyspace.onEvict(change -> {});
        keyspace.put(key, 50);
        keyspace.put("b", 50);
        failing.set(true);
        assertThatThrownBy(() -> keyspace.put("c", 100)).hasMessage("planted");
        assertThat(keyspace.get(key)).isNull();
        keyspace.put(key, 1);
        assertThat(keyspace.get(key)).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            keyspace.put("k" + i, 1);
        }
        assertThat(keyspace.weightBytes()).isEqualTo(100);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"window-tinylfu", "lru"})
    void put_theNextVictimIsHeld_evictsAnother(String policy) throws Exception {
        Keyspace<String, String> keyspace = store.create("k", entries(2, policy).build());
        keyspace.put("held", "v");
        keyspace.put("b", "v");
        keyspace.holding(List.of("held"), () -> {
            CompletableFuture.runAsync(() -> keyspace.put("c", "v"), threads).join();
            assertThat(keyspace.size()).isEqualTo(2);
            return null;
        });
        assertThat(keyspace.containsKey("held")).isTrue();
    }
}
