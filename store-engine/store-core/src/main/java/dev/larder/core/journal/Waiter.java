package dev.larder.core.journal;

import dev.larder.store.spi.VirtualThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One who waits for the disk: a thread, or a future.
 *
 * <p>Threads are woken along a tree: each wakes two more before it goes on, so that whoever confirms wakes only the first.
 * A thread that saw the confirmation by itself may leave; but once its state is CLAIMED others depend on it, and it stays
 * until it is SIGNALLED.
 */
final class Waiter {
    private static final int WAITING = 0;
    private static final int CLAIMED = 1;
    private static final int SIGNALLED = 2;
    private static final int LEFT = 3;

    private final long sequence;
    private final @Nullable Thread thread;
    private final @Nullable CompletableFuture<@Nullable Void> future;
    private final AtomicInteger state = new AtomicInteger(WAITING);

    /** The one that arrived before. */
    @Nullable Waiter next;

    /** How many threads there are among this and those that arrived before. */
    int threads;

    private @Nullable Waiter left;
    private @Nullable Waiter right;

    private Waiter(long sequence, @Nullable Thread thread, @Nullable CompletableFuture<@Nullable Void> future) {
        this.sequence = sequence;
        this.thread = thread;
        this.future = future;
    }

    static Waiter ofThisThread(long sequence) {
        return new Waiter(sequence, Thread.currentThread(), null);
    }

    static Waiter of(CompletableFuture<@Nullable Void> future, long sequence) {
        return new Waiter(sequence, null, future);
    }

    long sequence() {
        return sequence;
    }

    @Nullable CompletableFuture<@Nullable Void> future() {
        return future;
    }

    /** Takes a place in the tree; false if the thread has left. */
    boolean claim() {
        return state.compareAndSet(WAITING, CLAIMED);
    }

    /** Whether it is a virtual thread. */
    boolean isVirtual() {
        return thread != null && VirtualThreads.isVirtual(thread);
    }

    /** Goes without being woken; false if it must wait for that. */
    boolean leave() {
        return state.compareAndSet(WAITING, LEFT);
    }

    boolean isSignalled() {
        return state.get() == SIGNALLED;
    }

    void setChildren(@Nullable Waiter leftChild, @Nullable Waiter rightChild) {
        left = leftChild;
        right = rightChild;
    }

    /** Wakes the thread. */
    void signal() {
        state.set(SIGNALLED);
        LockSupport.unpark(thread);
    }

    /** Wakes those below; called by each that was woken. */
    void signalChildren() {
        if (left != null) {
            left.signal();
        }
        if (right != null) {
            right.signal();
        }
    }
}
