package dev.larder.store.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class StripedCountersTest {
    private final StripedCounters counters = new StripedCounters(3);

    @Test
    void sum_afterAdds_isExactForEachCounter() {
        counters.add(0, 5);
        counters.add(2, -3);
        counters.add(0, 1);
        assertThat(counters.sum(0)).isEqualTo(6);
        assertThat(counters.sum(1)).isZero();
        assertThat(counters.sum(2)).isEqualTo(-3);
    }

    @Test
    void sum_threadsHaveEnded_keepsWhatTheyCounted() throws Exception {
        for (int round = 0; round < 50; round++) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Thread thread = new Thread(() -> {
                    for (int j = 0; j < 1_000; j++) {
                        counters.add(1, 1);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(counters.sum(1)).isEqualTo((round + 1) * 8_000L);
        }
    }

    @Test
    void sum_moreThreadsThanAreRemembered_isExact() throws Exception {
        List<Thread> threads = new ArrayList<>();
        CyclicBarrier allAtOnce = new CyclicBarrier(200);
        for (int i = 0; i < 200; i++) {
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 5; round++) {
                    await(allAtOnce);
                    for (int j = 0; j < 2_000; j++) {
                        counters.add(1, 1);
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(counters.sum(1)).isEqualTo(2_000_000L);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void reset_afterAdds_countsFromZeroInEveryThread() throws Exception {
        counters.add(0, 5);
        Thread other = new Thread(() -> counters.add(0, 7));
        other.start();
        other.join();
        counters.reset();
        assertThat(counters.sum(0)).isZero();
        counters.add(0, 1);
        assertThat(counters.sum(0)).isEqualTo(1);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with Java 21")
    void sum_afterManyVirtualThreads_isExact() throws Exception {
        ExecutorService threads = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            done.add(threads.submit(() -> counters.add(0, 2)));
        }
        for (Future<?> one : done) {
            one.get();
        }
        assertThat(counters.sum(0)).isEqualTo(20_000);
        threads.shutdown();
    }
}
