package dev.larder.benchmarks.durability;

import dev.larder.store.AsyncKeyspace;
import dev.larder.store.DiskStatus;
import dev.larder.store.Durability;
import dev.larder.store.Keyspace;
import dev.larder.store.Persistence;
import dev.larder.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Puts into a keyspace whose every change is in the log. */
final class KeyspaceWrites {
    private static final double BYTES_OF_MEGABYTE = 1e6;

    private final Sample sample;
    private final Duration time;

    /** Writes of the sample, each measurement for that time. */
    KeyspaceWrites(Sample sample, Duration time) {
        this.sample = sample;
        this.time = time;
    }

    /** Puts of threads that wait for each as the durability says. */
    double perSecond(Path directory, Durability durability, int threadCount, ThreadFactory threads) throws Exception {
        try (Store store = LarderStores.open(directory, durability)) {
            Keyspace<String, String> keyspace = LarderStores.keyspace(store, Persistence.Mode.LOG);
            return Writers.perSecond(
                    threadCount, threads, time, thread -> number -> put(keyspace, thread, threadCount, number));
        }
    }

    private void put(Keyspace<String, String> keyspace, int thread, int threadCount, long number) {
        int position = Sample.position(thread, threadCount, number);
        keyspace.put(sample.key(position), sample.value(position));
    }

    /** Puts of one thread that lets so many be unconfirmed before it waits for the oldest. */
    double windowPerSecond(Path directory, int window) {
        try (Store store = LarderStores.open(directory, Durability.SYNC)) {
            AsyncKeyspace<String, String> keyspace =
                    LarderStores.keyspace(store, Persistence.Mode.LOG).async();
            Queue<CompletableFuture<@Nullable Void>> outstanding = new ArrayDeque<>(window);
            long start = System.nanoTime();
            long count = 0;
            while (System.nanoTime() - start < time.toNanos()) {
                int position = Sample.position(0, 1, count++);
                outstanding.add(keyspace.put(sample.key(position), sample.value(position))
                        .toCompletableFuture());
                if (outstanding.size() == window) {
                    outstanding.remove().join();
                }
            }
            outstanding.forEach(CompletableFuture::join);
            return count * 1e9 / (System.nanoTime() - start);
        }
    }

    /**
     * Has threads put about so many MB under {@code BACKGROUND}, and the disk confirm all at the end.
     *
     * @return the MB of the log in a second
     */
    double megabytesPerSecond(Path directory, int mebibytes, int threadCount) throws Exception {
        long putsOfThread = ((long) mebibytes << 20) / Entries.PAYLOAD_BYTES / threadCount;
        try (Store store = LarderStores.open(directory, Durability.BACKGROUND)) {
            Keyspace<String, String> keyspace = LarderStores.keyspace(store, Persistence.Mode.LOG);
            long bytesBefore = logBytes(store);
            long nanos = Writers.nanosFor(
                    putsOfThread,
                    threadCount,
                    Thread::new,
                    thread -> number -> put(keyspace, thread, threadCount, number));
            long start = System.nanoTime();
            keyspace.put(sample.key(0), sample.value(0), Durability.SYNC); // and so everything before it
            nanos += System.nanoTime() - start;
            return (logBytes(store) - bytesBefore) / BYTES_OF_MEGABYTE / (nanos / 1e9);
        }
    }

    private static long logBytes(Store store) {
        DiskStatus disk = Objects.requireNonNull(store.disk(), "the store was opened with a data directory");
        return disk.logBytes();
    }
}
