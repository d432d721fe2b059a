package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Keyspace;
import dev.larder.store.RecursiveOperationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who holds a key keeps others off that key, off no other, and never waits for itself. */
interface HoldingContract extends KeyspaceUnderTest {
    @Test
    default void compute_ofItsOwnKey_failsInsteadOfWaitingForItself() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1");
        assertThatThrownBy(() -> keyspace.compute("a", (key, value) -> {
                    keyspace.put("a", "inner");
                    return "outer";
                }))
                .isInstanceOf(RecursiveOperationException.class)
                .hasMessageContaining("'a'");
        assertThatThrownBy(() -> keyspace.compute("b", (key, value) -> keyspace.putIfAbsent("b", "inner")))
                .isInstanceOf(RecursiveOperationException.class);
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(keyspace.get("b")).isNull();
        keyspace.compute("a", (key, value) -> keyspace.get("a") + keyspace.get("c"));
        assertThat(keyspace.get("a")).isEqualTo("1null");
    }

    @Test
    default void compute_slowOnOneKey_letsAllOtherKeysGoOn() throws Exception {
        Keyspace<String, String> keyspace = keyspace();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(
                () -> keyspace.compute("AaAa", (key, value) -> {
                    running.countDown();
                    awaitUnchecked(release);
                    return "slow";
                }),
                pool());
        running.await();
        // The same hash code, so the same bin of any hash table.
        for (String colliding : List.of("BBBB", "AaBB", "BBAa")) {
            assertThat(colliding.hashCode()).isEqualTo("AaAa".hashCode());
            keyspace.put(colliding, "quick");
            assertThat(keyspace.compute(colliding, (key, value) -> value + "er"))
                    .isEqualTo("quicker");
            assertThat(keyspace.remove(colliding)).isTrue();
        }
        assertThat(keyspace.get("AaAa")).isNull();
        release.countDown();
        assertThat(slow.get()).isEqualTo("slow");
        assertThat(keyspace.get("AaAa")).isEqualTo("slow");
    }

    @Test
    default void compute_twoThreadsEachWantTheOthersKey_oneGetsAClearError() throws Exception {
        Keyspace<String, String> keyspace = keyspace();
        CountDownLatch bothHold = new CountDownLatch(2);
        AtomicInteger failures = new AtomicInteger();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (String[] keys : new String[][] {{"a", "b"}, {"b", "a"}}) {
            threads.add(CompletableFuture.runAsync(
                    () -> keyspace.compute(keys[0], (key, value) -> {
                        bothHold.countDown();
                        awaitUnchecked(bothHold);
                        try {
                            keyspace.put(keys[1], "from " + keys[0]);
                        } catch (RecursiveOperationException circle) {
                            failures.incrementAndGet();
                        }
                        return "own";
                    }),
                    pool()));
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get();
        }
        assertThat(failures).hasValue(1);
    }

    @Test
    default void holding_severalKeys_keepsOthersOffAndGoesOnItself() throws Exception {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1");
        List<CompletableFuture<Void>> others = new ArrayList<>();
        String result = keyspace.holding(List.of("a", "b", "a"), () -> {
            others.add(
                    CompletableFuture.runAsync(() -> keyspace.compute("a", (key, value) -> value + "other"), pool()));
            others.add(
                    CompletableFuture.runAsync(() -> keyspace.compute("b", (key, value) -> value + "other"), pool()));
            keyspace.put("a", "2");
            keyspace.put("b", "1", Duration.ofMillis(10));
            keyspace.compute("a", (key, value) -> value + "x");
            keyspace.remove("b");
            keyspace.put("b", "2", Duration.ofMillis(10));
            return keyspace.get("a") + keyspace.get("b");
        });
        assertThat(result).isEqualTo("2x2");
        for (CompletableFuture<Void> other : others) {
            other.get();
        }
        assertThat(keyspace.get("a")).isEqualTo("2xother");
        assertThat(keyspace.get("b")).isEqualTo("2other");
    }

    @Test
    default void holding_actionThrows_givesTheKeysUp() {
        Keyspace<String, String> keyspace = keyspace();
        assertThatThrownBy(() -> keyspace.holding(List.of("a", "b"), () -> {
                    keyspace.put("a", "1");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(keyspace.size()).isEqualTo(1);
        keyspace.put("b", "1");
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
