package dev.larder.core.durable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Does work in shares on several threads, the caller's among them, and waits for all.
 *
 * @param count how many threads work
 * @param threads makes the others
 */
record Workers(int count, ThreadFactory threads) {
    /** A part of the work. */
    @FunctionalInterface
    interface Share {
        /** Does the share of one worker out of so many. */
        void run(int worker, int workers) throws IOException;
    }

    /** Does all shares; the first failure is thrown when all have ended. */
    void run(Share share) throws IOException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int worker = i;
            Thread thread = threads.newThread(() -> attempt(share, worker, failure));
            others.add(thread);
            thread.start();
        }
        attempt(share, 0, failure);
        others.forEach(Workers::join);
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException known) {
            throw known;
        }
        if (thrown instanceof IOException known) {
            throw known;
        }
        if (thrown != null) {
            throw (Error) thrown;
        }
    }

    private void attempt(Share share, int worker, AtomicReference<@Nullable Throwable> failure) {
        try {
            share.run(worker, count);
        } catch (IOException | RuntimeException | Error thrown) {
            failure.compareAndSet(null, thrown);
        }
    }

    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException stranger) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
