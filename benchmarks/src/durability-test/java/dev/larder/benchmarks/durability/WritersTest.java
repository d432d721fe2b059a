package dev.larder.benchmarks.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WritersTest {
    @Test
    void nanosFor_severalThreads_eachMakesItsWritesInOrder() throws Exception {
        Queue<String> written = new ConcurrentLinkedQueue<>();

        long nanos = Writers.nanosFor(2, 3, Thread::new, thread -> number -> written.add(thread + "." + number));

        assertThat(nanos).isPositive();
        assertThat(written).containsExactlyInAnyOrder("0.0", "0.1", "1.0", "1.1", "2.0", "2.1");
    }

    @Test
    void perSecond_timeThatPasses_countsTheWritesOfAll() throws Exception {
        AtomicLong written = new AtomicLong();
        long start = System.nanoTime();

        double perSecond =
                Writers.perSecond(2, Thread::new, Duration.ofMillis(20), thread -> number -> written.incrementAndGet());

        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(perSecond).isBetween(written.get() / seconds, written.get() / 0.02);
    }

    @Test
    void perSecond_writerThatFails_failsWithItsReason() {
        assertThatThrownBy(() -> Writers.perSecond(2, Thread::new, Duration.ofMillis(20), thread -> number -> {
                    throw new IOException("no disk");
                }))
                .hasRootCauseMessage("no disk");
    }
}
