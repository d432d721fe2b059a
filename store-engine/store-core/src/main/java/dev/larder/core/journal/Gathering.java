package dev.larder.core.journal;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Holds a force back for a moment, until the writers are there who were there last time. Without it the first of them who
 * is woken forces for itself alone, the others come while it does, and each goes with every second force only.
 *
 * <p>At most so long as half a force took lately, so that waiting in vain costs less than it may save; and who does not
 * come is not expected the next time. The databases' <i>commit delay</i>, which PostgreSQL and MySQL have as a setting.
 *
 * <p><b>Threads:</b> one at a time gathers, the one with the duty to force; any number arrive.
 */
final class Gathering {
    private final AtomicReference<@Nullable Waiter> arrivals;
    private final long longestNanos;
    /** How many threads waited when the last force was done, those included whom it served. */
    private volatile int expected;

    private long forceNanos;
    private volatile @Nullable Thread gatherer;

    /**
     * Creates one.
     *
     * @param arrivals the last who came to wait
     * @param longestNanos for how long a force is held back at most, however long forces take
     */
    Gathering(AtomicReference<@Nullable Waiter> arrivals, long longestNanos) {
        this.arrivals = arrivals;
        this.longestNanos = longestNanos;
    }

    /** Notes how long a force took and how many threads waited then. */
    void forced(long tookNanos, int threads) {
        forceNanos = forceNanos == 0 ? tookNanos : (3 * forceNanos + tookNanos) / 4;
        expected = threads;
    }

    /**
     * Waits for those who are expected.
     *
     * @param own 1 if the calling thread is one that wants to be confirmed, else 0
     */
    void await(int own) {
        int present = present() + own;
        if (present == 0 || present >= expected) {
            return;
        }
        long endNanos = System.nanoTime() + Math.min(longestNanos, forceNanos / 2);
        boolean interrupted = false;
        gatherer = Thread.currentThread();
        try {
            for (long leftNanos = endNanos - System.nanoTime();
                    leftNanos > 0 && present() + own < expected;
                    leftNanos = endNanos - System.nanoTime()) {
                LockSupport.parkNanos(this, leftNanos);
                interrupted |= Thread.interrupted();
            }
        } finally {
            gatherer = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Tells who gathers that a thread came; after it came. */
    void arrived() {
        Thread waiting = gatherer;
        // The gatherer may be one of those who are expected.
        if (waiting != null && present() + 1 >= expected) {
            LockSupport.unpark(waiting);
        }
    }

    private int present() {
        Waiter last = arrivals.get();
        return last == null ? 0 : last.threads;
    }
}
