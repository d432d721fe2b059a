package dev.larder.core.journal;

import dev.larder.store.StorageFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Has the disk confirm what was appended, for all who wait for it at once.
 *
 * <p>Always true: {@link #durableSequence} is never ahead of what the disk confirmed; after a force failed it stays as it
 * was, nothing is forced again, and all who wait for more are told.
 *
 * <p><b>Threads:</b> any number. At most one at a time has the <i>duty</i> to force.
 */
/*
 * Who forces. A thread that comes to wait while nobody forces takes the duty and forces itself: a single writer needs no
 * other thread, and so no switch to one. Whoever comes meanwhile queues up. When the duty is given back and someone is
 * queued, the daemon takes it, and keeps forcing until nobody is; so no writer works for the others longer than one round.
 *
 * Before a force, its thread waits a moment for those who waited last time: see Gathering.
 *
 * No one is forgotten: who queues up looks at the duty afterwards, and wakes the daemon if nobody has it; who gives the
 * duty back looks at the queue afterwards, and wakes the daemon if there is someone. One of the two sees the other.
 */
final class Confirmer implements Runnable {
    private static final long LONGEST_GATHERING_NANOS = 5_000_000;

    /** The log as it is forced. */
    interface Disk {
        /** Has the disk confirm all that was appended before the call; returns the last sequence of that. */
        long forceAppended() throws IOException;

        /** Makes room ahead of the appended, if it is time to. */
        void reserveAhead() throws IOException;
    }

    private final Disk disk;
    private final ThreadFactory threads;
    private final long intervalNanos;
    private final boolean timed;
    private final Acknowledger acknowledger;
    private final AtomicBoolean duty = new AtomicBoolean();
    private final AtomicReference<@Nullable Waiter> arrivals = new AtomicReference<>();
    private final Gathering gathering = new Gathering(arrivals, LONGEST_GATHERING_NANOS);
    private final AtomicReference<@Nullable Thread> daemon = new AtomicReference<>();
    private volatile long durableSequence;
    private volatile @Nullable Throwable failure;
    private volatile boolean intervalRuns;
    private volatile boolean roomWanted;
    private volatile boolean closed;

    Confirmer(Disk disk, long durableSequence, Duration interval, ThreadFactory threads, boolean timed) {
        this.disk = disk;
        this.durableSequence = durableSequence;
        this.intervalNanos = interval.toNanos();
        this.threads = threads;
        this.timed = timed;
        this.acknowledger = new Acknowledger(threads);
    }

    long durableSequence() {
        return durableSequence;
    }

    /**
     * Starts the daemon of a timed log. It is there before the first frame: one that could not be started later would refuse a
     * frame that is in the log already.
     */
    void start() {
        if (timed) {
            wakeDaemon();
        }
    }

    /** Blocks until the disk has confirmed a frame that was appended; not interruptible. */
    void await(long sequence) {
        if (isSettled(sequence)) {
            return;
        }
        if (duty.compareAndSet(false, true)) {
            try {
                round(1);
            } finally {
                giveBackDuty();
            }
            if (isSettled(sequence)) {
                return;
            }
            throw new AssertionError("frame " + sequence + " was not appended before it was waited for");
        }
        queueUp(sequence);
        isSettled(sequence);
    }

    /** Whether a frame is confirmed; throws if it never will be. */
    private boolean isSettled(long sequence) {
        if (durableSequence >= sequence) {
            return true;
        }
        requireUnfailed();
        return false;
    }

    /**
     * Checks that the disk has confirmed all that it was asked to.
     *
     * @throws StorageFailedException if it has not
     */
    void requireUnfailed() {
        Throwable cause = failure;
        if (cause != null) {
            throw failed(cause);
        }
    }

    @Nullable StorageFailedException failureOrNull() {
        Throwable cause = failure;
        return cause == null ? null : failed(cause);
    }

    private StorageFailedException failed(Throwable cause) {
        long safe = durableSequence;
        return new StorageFailedException(
                String.format(
                        Locale.ROOT,
                        "The disk failed to confirm the log: %s. All up to sequence %d is safe; what came later may"
                                + " be lost, and nothing more is written. Check the disk, then open the store anew.",
                        cause,
                        safe),
                safe,
                cause);
    }

    private void queueUp(long sequence) {
        Waiter waiter = Waiter.ofThisThread(sequence);
        arrive(waiter);
        boolean interrupted = false;
        while (!waiter.isSignalled()) {
            boolean settled = durableSequence >= sequence || failure != null;
            if (settled && waiter.leave()) {
                break;
            }
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        waiter.signalChildren();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void arrive(Waiter waiter) {
        push(waiter);
        gathering.arrived();
        if (!duty.get()) {
            wakeDaemon();
        }
    }

    private void push(Waiter waiter) {
        Waiter before;
        do {
            before = arrivals.get();
            waiter.next = before;
            waiter.threads = (before == null ? 0 : before.threads) + (waiter.future() == null ? 1 : 0);
        } while (!arrivals.compareAndSet(before, waiter));
    }

    /** A future that is completed when the disk has confirmed a frame, or fails as {@link #await} does. */
    CompletableFuture<@Nullable Void> when(long sequence) {
        if (durableSequence >= sequence) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<@Nullable Void> future = new CompletableFuture<>();
        if (failure == null) {
            Waiter waiter = Waiter.of(future, sequence);
            push(waiter);
            // An untimed log is forced by its caller. A failed one has nobody left to look at the queue, nor one that
            // was closed after it had all confirmed.
            if (failure == null && durableSequence < sequence) {
                if (timed && !duty.get()) {
                    wakeDaemon();
                }
                return future;
            }
        }
        complete(future, sequence);
        return future;
    }

    private void complete(CompletableFuture<@Nullable Void> future, long sequence) {
        Throwable cause = failure;
        if (durableSequence >= sequence) {
            future.complete(null);
        } else if (cause != null) {
            future.completeExceptionally(failed(cause));
        } else {
            throw new AssertionError("frame " + sequence + " is neither confirmed nor failed");
        }
    }

    /** Starts the interval, unless it runs: at its end all is confirmed. */
    void beginInterval() {
        if (timed && !intervalRuns) {
            intervalRuns = true;
            wakeDaemon();
        }
    }

    /** Asks for room ahead, without waiting for it. */
    void askForRoom() {
        if (timed && !roomWanted) {
            roomWanted = true;
            wakeDaemon();
        }
    }

    /**
     * One force, for all that was appended so far. By the thread that has the duty.
     *
     * @param own 1 if that thread wants to be confirmed, else 0
     */
    private void round(int own) {
        if (failure == null) {
            if (timed) {
                gathering.await(own);
            }
            long begunNanos = System.nanoTime();
            try {
                durableSequence = disk.forceAppended();
            } catch (IOException | RuntimeException | Error cause) {
                // Whatever it was, nobody knows what the disk has; and nobody must wait for a thread that is gone.
                failure = cause;
            }
            int threads = own + wakeSettled();
            gathering.forced(System.nanoTime() - begunNanos, threads);
        } else {
            wakeSettled();
        }
    }

    /** Returns how many threads there were, those that go on waiting included. */
    private int wakeSettled() {
        List<Waiter> threadsToWake = new ArrayList<>();
        List<Waiter> futures = new ArrayList<>();
        Waiter last = arrivals.getAndSet(null);
        int threads = last == null ? 0 : last.threads;
        for (Waiter waiter = last; waiter != null; ) {
            Waiter next = waiter.next;
            if (failure == null && waiter.sequence() > durableSequence) {
                push(waiter);
            } else if (waiter.future() != null) {
                futures.add(waiter);
            } else if (waiter.claim()) {
                threadsToWake.add(waiter);
            }
            waiter = next;
        }
        wakeAsTree(threadsToWake);
        if (!futures.isEmpty()) {
            acknowledger.run(timed, () -> completeAll(futures));
        }
        return threads;
    }

    /**
     * Wakes the first, and it the others. Virtual threads are woken here, each by itself: one that is woken may have to wait for
     * a carrier which a thread below it in the tree keeps.
     */
    private static void wakeAsTree(List<Waiter> all) {
        List<Waiter> waiters = new ArrayList<>(all.size());
        for (Waiter waiter : all) {
            if (waiter.isVirtual()) {
                waiter.signal();
            } else {
                waiters.add(waiter);
            }
        }
        int count = waiters.size();
        for (int i = 0; 2 * i + 1 < count; i++) {
            Waiter right = 2 * i + 2 < count ? waiters.get(2 * i + 2) : null;
            waiters.get(i).setChildren(waiters.get(2 * i + 1), right);
        }
        if (count > 0) {
            waiters.get(0).signal();
        }
    }

    /** In the order in which they arrived. */
    private void completeAll(List<Waiter> futures) {
        for (int i = futures.size() - 1; i >= 0; i--) {
            Waiter waiter = futures.get(i);
            CompletableFuture<@Nullable Void> future = waiter.future();
            if (future != null) {
                complete(future, waiter.sequence());
            }
        }
    }

    private void giveBackDuty() {
        duty.set(false);
        if (hasWaiters()) {
            wakeDaemon();
        }
    }

    /** Whether someone waits for whom the daemon works. Futures of an untimed log wait for their caller's next force. */
    private boolean hasWaiters() {
        for (Waiter waiter = arrivals.get(); waiter != null; waiter = waiter.next) {
            if (timed || waiter.future() == null) {
                return true;
            }
        }
        return false;
    }

    private void wakeDaemon() {
        Thread running = daemon.get();
        if (running == null && !closed) {
            Thread created = threads.newThread(this);
            if (daemon.compareAndSet(null, created)) {
                created.start();
            }
            running = daemon.get();
        }
        LockSupport.unpark(running);
    }

    /** The daemon: makes room, forces for those who wait, and at the end of the interval. */
    @Override
    public void run() {
        long deadlineNanos = 0;
        boolean counting = false;
        while (!closed) {
            if (intervalRuns && !counting) {
                counting = true;
                deadlineNanos = System.nanoTime() + intervalNanos;
            }
            makeRoomIfWanted();
            boolean due = counting && deadlineNanos - System.nanoTime() <= 0;
            if ((due || hasWaiters()) && duty.compareAndSet(false, true)) {
                if (due) {
                    // What is appended from here on begins an interval of its own.
                    counting = false;
                    intervalRuns = false;
                }
                try {
                    round(0);
                } finally {
                    duty.set(false);
                }
            } else if (counting) {
                // When another thread forces at the very end of the interval, it is looked at again soon.
                LockSupport.parkNanos(this, Math.max(deadlineNanos - System.nanoTime(), intervalNanos / 16 + 1));
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void makeRoomIfWanted() {
        if (roomWanted) {
            roomWanted = false;
            try {
                disk.reserveAhead();
            } catch (IOException | RuntimeException | Error full) {
                // Whoever appends there finds out by itself, and tells its caller.
            }
        }
    }

    /** Ends the threads; nobody waits any more, or will. */
    void close() {
        closed = true;
        Thread running = daemon.get();
        if (running != null) {
            LockSupport.unpark(running);
            Threads.join(running);
        }
        acknowledger.close();
    }
}
