package dev.larder.store.spi.tier;

import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.StoreClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Numbers changes and has the disk confirm them, many at a time: what is changed while a confirmation is under way is in the
 * next one (group commit). Changes that nobody waits for are confirmed within an interval.
 *
 * <p>A confirmation that fails is never asked for again, since the system may have dropped what it could not write: all who
 * wait fail, and so does {@link #requireHealthy} from then on. Only {@link StorageFullException} is told to those who wait,
 * and asked for again: it says that the disk was not given what it should confirm.
 *
 * <p><b>Threads:</b> safe for use by any number. One thread of its own confirms; the stages complete there, so that what
 * depends on them must be short.
 */
public final class ConfirmedChanges implements AutoCloseable {
    private final AtomicLong changes = new AtomicLong();
    private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final Runnable confirm;
    private final long intervalNanos;
    private final Thread thread;

    private volatile long confirmed;
    private volatile @Nullable StorageFailedException failure;
    /** Why the latest confirmation was not possible yet. */
    private volatile @Nullable StorageFullException full;

    /** The thread has nothing to confirm and waits to be woken by the next change. */
    private volatile boolean asleep;

    private volatile boolean closing;
    private volatile boolean ended;

    private record Waiter(long change, CompletableFuture<@Nullable Void> stage) {}

    /**
     * Begins to confirm.
     *
     * @param threadName the name of the thread that does
     * @param interval how long at most a change waits that nobody waits for
     * @param confirm returns when the disk has confirmed all changes that were counted before; throws {@link
     *     StorageFullException} if that is not possible before there is room, anything else if the disk failed
     */
    public ConfirmedChanges(String threadName, Duration interval, Runnable confirm) {
        this.confirm = confirm;
        this.intervalNanos = nanosOf(interval);
        this.thread = new Thread(null, this::run, threadName, 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    private static long nanosOf(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the interval of confirmations must be positive, found " + interval);
        }
        return interval.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : interval.toNanos();
    }

    /** Counts a change that was just made; returns its number. */
    public long count() {
        long change = changes.incrementAndGet();
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
        return change;
    }

    /** The number of the latest change; 0 if there was none. */
    public long latest() {
        return changes.get();
    }

    /** How many changes the disk has confirmed. */
    public long confirmedCount() {
        return confirmed;
    }

    /**
     * To be called before a change.
     *
     * @throws StorageFailedException if a confirmation failed, ever
     */
    public void requireHealthy() {
        StorageFailedException failed = failure;
        if (failed != null) {
            throw refusal(failed);
        }
    }

    /** Takes it that the disk failed, as if a confirmation had. */
    public void fail(Throwable cause) {
        recordFailure(cause);
        LockSupport.unpark(thread);
    }

    /**
     * Completes when the disk has confirmed the change; with a {@link StorageFailedException} if it failed to, and with a
     * {@link StorageFullException} if it could not yet, so that asking again may help.
     *
     * @throws IllegalArgumentException if no change has that number yet
     */
    public CompletionStage<@Nullable Void> whenConfirmed(long change) {
        if (change > changes.get()) {
            throw new IllegalArgumentException(
                    "there is no change " + change + " to wait for; the latest is " + changes.get());
        }
        if (change <= confirmed) {
            return CompletableFuture.completedStage(null);
        }
        Waiter waiter = new Waiter(change, new CompletableFuture<>());
        waiters.add(waiter);
        LockSupport.unpark(thread);
        if (ended) {
            settle(waiter); // The thread may have looked for the last time before.
        }
        return waiter.stage;
    }

    /**
     * Confirms what was counted, and ends.
     *
     * @throws StorageFailedException if that failed now or failed before
     * @throws StorageFullException if that was not possible
     */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException interruption) {
                interrupted = true; // What was promised is confirmed all the same.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        requireHealthy();
        StorageFullException unconfirmed = full;
        if (unconfirmed != null) {
            throw refusal(unconfirmed);
        }
    }

    private void run() {
        boolean last = false;
        while (failure == null && !last) {
            awaitWork();
            last = closing;
            confirmAll();
        }
        ended = true;
        takeWaiters().forEach(this::settle);
    }

    private void awaitWork() {
        long begunNanos = System.nanoTime();
        boolean dirty = false;
        while (!closing && failure == null && waiters.isEmpty()) {
            if (changes.get() == confirmed) {
                asleep = true;
                if (changes.get() == confirmed && waiters.isEmpty() && !closing && failure == null) {
                    LockSupport.park(this);
                }
                asleep = false;
                continue;
            }
            if (!dirty) {
                dirty = true;
                begunNanos = System.nanoTime();
            }
            long leftNanos = intervalNanos - (System.nanoTime() - begunNanos);
            if (leftNanos <= 0) {
                return;
            }
            LockSupport.parkNanos(this, leftNanos);
        }
    }

    /** Whoever waits was given a number before, so that the count read after taking the waiters covers them all. */
    private void confirmAll() {
        List<Waiter> served = takeWaiters();
        long upTo = changes.get();
        if (failure == null && upTo > confirmed) {
            try {
                confirm.run();
                confirmed = upTo;
                full = null;
            } catch (StorageFullException notYet) {
                full = notYet;
            } catch (Throwable failed) {
                recordFailure(failed);
            }
        }
        served.forEach(this::settle);
    }

    private List<Waiter> takeWaiters() {
        List<Waiter> taken = new ArrayList<>();
        for (Waiter waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
            taken.add(waiter);
        }
        return taken;
    }

    private void settle(Waiter waiter) {
        StorageFailedException failed = failure;
        StorageFullException notYet = full;
        if (waiter.change <= confirmed) {
            waiter.stage.complete(null);
        } else if (failed != null) {
            waiter.stage.completeExceptionally(refusal(failed));
        } else if (notYet != null) {
            waiter.stage.completeExceptionally(refusal(notYet));
        } else {
            waiter.stage.completeExceptionally(
                    new StoreClosedException("the tier was closed before the change was made; open the store again"));
        }
    }

    private synchronized void recordFailure(Throwable cause) {
        if (failure == null) {
            failure = new StorageFailedException(
                    "The disk failed to confirm changes after number " + confirmed + ": " + cause.getMessage()
                            + ". Writes are refused from now on; check the disk and open the store again.",
                    confirmed,
                    cause);
        }
    }

    /** An exception for each who is told, with a stack trace that shows the call. */
    private static StorageFailedException refusal(StorageFailedException first) {
        return new StorageFailedException(String.valueOf(first.getMessage()), first.safeSequence(), first);
    }

    private static StorageFullException refusal(StorageFullException first) {
        return new StorageFullException(String.valueOf(first.getMessage()), first);
    }
}
