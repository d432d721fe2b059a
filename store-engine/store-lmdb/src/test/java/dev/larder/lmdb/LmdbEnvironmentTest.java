package dev.larder.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.StorageFailedException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmdbEnvironmentTest {
    /** Half of the addresses that a process has: there are no twice as many. */
    private static final long LARGEST_MAP_BYTES = 1L << 46;

    @TempDir
    private Path directory;

    @Test
    void grow_noMoreAddresses_refusesAllFromThenOn() {
        try (LmdbEnvironment environment = open(LARGEST_MAP_BYTES)) {
            BatchWriter writer = new BatchWriter(environment);
            assertThat(countOfReads(environment)).isEqualTo(1);

            assertThatThrownBy(environment::grow)
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("ulimit -v");

            assertThatThrownBy(() -> countOfReads(environment)).isInstanceOf(StorageFailedException.class);
            assertThatThrownBy(environment::beginCursor).isInstanceOf(StorageFailedException.class);
            assertThatThrownBy(environment::sync).isInstanceOf(StorageFailedException.class);
            assertThatThrownBy(() -> writer.change(txn -> {})).isInstanceOf(StorageFailedException.class);
        }
    }

    @Test
    void change_anErrorInTheBatchOfOthers_isToldToAllOfThem() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (LmdbEnvironment environment = open(1 << 20)) {
            BatchWriter writer = new BatchWriter(environment);
            Future<?> first = threads.submit(() -> writer.change(txn -> {
                begun.countDown();
                await(goOn);
            }));
            begun.await();
            Future<?> second = threads.submit(() -> writer.change(txn -> {
                throw new StackOverflowError("in the second change");
            }));
            Future<?> third = threads.submit(() -> writer.change(txn -> {}));
            while (writer.waitingCount() < 2) {
                Thread.onSpinWait();
            }
            goOn.countDown();

            first.get(30, TimeUnit.SECONDS);
            for (Future<?> each : List.of(second, third)) {
                assertThatThrownBy(() -> each.get(30, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(StackOverflowError.class);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private LmdbEnvironment open(long mapBytes) {
        return new LmdbEnvironment(directory, 0, new LmdbSettings(mapBytes, 4, 10, true));
    }

    private static int countOfReads(LmdbEnvironment environment) {
        return environment.read(txn -> 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stranger) {
            throw new AssertionError(stranger);
        }
    }
}
