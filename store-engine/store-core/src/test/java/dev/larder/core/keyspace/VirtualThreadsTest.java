package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * User code that blocks in a virtual thread gives its carrier to others. Far more threads block here than there are
 * carriers, so a single one that pinned its carrier for each would leave none.
 */
@Timeout(60)
class VirtualThreadsTest {
    private static final int THREADS = 1_000;

    @BeforeEach
    void requireVirtualThreads() {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with Java 21");
    }

    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    @Test
    void compute_blocksOnAThousandKeys_othersStillRun() throws Exception {
        try (Store store = Store.open()) {
            Keyspace<Integer, Integer> keyspace = store.create("k", KeyspaceConfig.defaults());
            ExecutorService threads = virtualThreads();
            CountDownLatch inside = new CountDownLatch(THREADS);
            CountDownLatch release = new CountDownLatch(1);
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int key = i;
                done.add(threads.submit(() -> keyspace.compute(key, (same, value) -> {
                    inside.countDown();
                    await(release);
                    return same;
                })));
                // And one that waits for the holder of the key.
                done.add(threads.submit(() -> keyspace.compute(key, (same, value) -> value == null ? -1 : value + 1)));
            }
            inside.await();
            release.countDown();
            for (Future<?> one : done) {
                one.get();
            }
            assertThat(keyspace.size()).isEqualTo(THREADS);
            threads.shutdown();
        }
    }

    @Test
    void get_threeHundredMissOneColdKey_oneLoad() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        try (Store store = Store.open()) {
            Keyspace<String, String> keyspace = store.create(
                    "k",
                    KeyspaceConfig.<String, String>builder()
                            .loader(key -> {
                                loads.incrementAndGet();
                                release.await();
                                return "loaded";
                            })
                            .build());
            ExecutorService threads = virtualThreads();
            List<Future<String>> found = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                found.add(threads.submit(() -> keyspace.get("cold")));
            }
            // A carrier is left for this one, which is why it ends.
            threads.submit(release::countDown).get();
            for (Future<String> one : found) {
                assertThat(one.get()).isEqualTo("loaded");
            }
            assertThat(loads).hasValue(1);
            threads.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
