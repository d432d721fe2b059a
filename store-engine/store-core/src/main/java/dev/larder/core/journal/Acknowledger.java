package dev.larder.core.journal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Completes futures on a thread of its own, in order, so that what hangs on them never keeps the disk waiting. Safe for use
 * by any number of threads.
 */
final class Acknowledger implements Runnable {
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private @Nullable Thread thread;
    private boolean closed;

    Acknowledger(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Runs a task, later if there may be a thread for it, else now. */
    void run(boolean later, Runnable task) {
        if (!later) {
            task.run();
            return;
        }
        lock.lock();
        try {
            tasks.add(task);
            changed.signal();
            if (thread == null) {
                thread = threads.newThread(this);
                thread.start();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        for (Runnable task = take(); task != null; task = take()) {
            task.run();
        }
    }

    private @Nullable Runnable take() {
        lock.lock();
        try {
            while (tasks.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return tasks.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread when all tasks are done. */
    void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            changed.signal();
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running != null) {
            Threads.join(running);
        }
    }
}
