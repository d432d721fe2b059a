package dev.larder.core.snapshot;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Does something with each block of a file, on several threads. The calling thread takes blocks too, so all gets done even
 * if the executor never runs anything, and an executor's own thread may call.
 *
 * <p>After a failure the remaining blocks are counted and not looked at.
 */
final class ParallelBlocks implements Runnable {
    /** What is to be done with a block. */
    @FunctionalInterface
    interface BlockAction {
        void run(int number) throws IOException;
    }

    private final int blockCount;
    private final BlockAction action;
    private final AtomicInteger nextBlock = new AtomicInteger();
    private final CountDownLatch remaining;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private ParallelBlocks(int blockCount, BlockAction action) {
        this.blockCount = blockCount;
        this.action = action;
        this.remaining = new CountDownLatch(blockCount);
    }

    /**
     * Returns when all is done, also in a thread that is interrupted meanwhile.
     *
     * @param threads how many at most, with the caller's
     */
    static void run(int blockCount, Executor executor, int threads, BlockAction action) throws IOException {
        ParallelBlocks blocks = new ParallelBlocks(blockCount, action);
        try {
            for (int i = 1; i < Math.min(threads, blockCount); i++) {
                executor.execute(blocks);
            }
        } catch (RejectedExecutionException noMoreThreads) {
            // Those that were taken, and this one, do it.
        }
        blocks.run();
        blocks.awaitOthers();
        blocks.rethrow();
    }

    @Override
    public void run() {
        for (int number = next(); number < blockCount; number = next()) {
            try {
                if (failure.get() == null) {
                    action.run(number);
                }
            } catch (Throwable thrown) {
                failure.compareAndSet(null, thrown);
            } finally {
                remaining.countDown();
            }
        }
    }

    private int next() {
        return nextBlock.getAndIncrement();
    }

    private void awaitOthers() {
        boolean interrupted = false;
        while (true) {
            try {
                remaining.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() throws IOException {
        Throwable thrown = failure.get();
        if (thrown instanceof IOException ioFailure) {
            throw ioFailure;
        }
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }
}
