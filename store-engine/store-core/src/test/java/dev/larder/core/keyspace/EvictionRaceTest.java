package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Capacity;
import dev.larder.store.Change;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Subscription.Delivery;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evictions while keys are held and written, and evictions that fail: the limit holds, and no key is lost. */
class EvictionRaceTest extends EvictionFixture {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
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

    /** The holder of a victim changes its weight after it was named, so while the policy does not know it. */
    @Test
    void bytesCapacity_victimIsWrittenBeforeItIsEvicted_staysWithinTheBytes() throws Exception {
        Keyspace<String, Integer> keyspace = weighedByValue();
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

    /** An LRU keyspace of 100 bytes, whose values are what their entries weigh. */
    private <K> Keyspace<K, Integer> weighedByValue() {
        return store.create(
                "k",
                KeyspaceConfig.<K, Integer>builder()
                        .capacity(Capacity.bytes(100))
                        .policy("lru")
                        .weigher((key, value) -> value)
                        .build());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eviction_failsInTheMiddle_keysStayUsableAndTheOtherVictimsKnown() {
        Keyspace<Object, Integer> keyspace = weighedByValue();
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
}
