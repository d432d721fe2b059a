package dev.larder.benchmarks.durability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Threads that write, all at once. */
final class Writers {
    private Writers() {}

    /** A thread's writes. */
    @FunctionalInterface
    interface Writer {
        /**
         * Makes one write.
         *
         * @param number counts the writes of this thread, from 0
         */
        void write(long number) throws Exception;
    }

    /** Gives each thread its writer, before any of them begins. */
    @FunctionalInterface
    interface WriterOfThread {
        Writer of(int thread) throws Exception;
    }

    /**
     * Lets threads write for a while.
     *
     * @return the writes of all in a second
     */
    static double perSecond(int threadCount, ThreadFactory factory, Duration time, WriterOfThread writers)
            throws Exception {
        return run(threadCount, factory, () -> until(System.nanoTime() + time.toNanos()), writers)
                .perSecond();
    }

    /** Lets threads make so many writes each; returns after how many nanoseconds the last was done. */
    static long nanosFor(long writesOfThread, int threadCount, ThreadFactory factory, WriterOfThread writers)
            throws Exception {
        return run(threadCount, factory, () -> number -> number < writesOfThread, writers)
                .nanos();
    }

    private static LongPredicate until(long endNanos) {
        return number -> System.nanoTime() - endNanos < 0;
    }

    private record Outcome(long writes, long nanos) {
        double perSecond() {
            return writes * 1e9 / nanos;
        }
    }

    private static Outcome run(
            int threadCount, ThreadFactory factory, Supplier<LongPredicate> goesOn, WriterOfThread writers)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(threadCount, factory);
        try {
            CountDownLatch ready = new CountDownLatch(threadCount);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < threadCount; i++) {
                Writer writer = writers.of(i);
                counts.add(threads.submit(() -> {
                    ready.countDown();
                    start.await();
                    return write(writer, goesOn.get());
                }));
            }
            ready.await();
            long startNanos = System.nanoTime();
            start.countDown();
            long writes = 0;
            for (Future<Long> count : counts) {
                writes += count.get();
            }
            return new Outcome(writes, System.nanoTime() - startNanos);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long write(Writer writer, LongPredicate goesOn) throws Exception {
        long number = 0;
        while (goesOn.test(number)) {
            writer.write(number++);
        }
        return number;
    }

    /** Makes virtual threads; null on a Java that has none. */
    static @Nullable ThreadFactory virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
