package dev.larder.core.durable;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Versions for the changes of a tier's keyspace, above all that any run before gave out: they are reserved on disk many at a
 * time ("hi-lo"), and those that a run did not use are left out. Even, so that an expiry can count up by one.
 *
 * <p>Safe from any thread.
 */
final class TierVersions {
    private static final long RESERVED_AT_ONCE = 1L << 21;

    private final AtomicLong last;
    private final LongConsumer reserve;
    private final ReentrantLock reserving = new ReentrantLock();
    private volatile long reservedThrough;

    /**
     * Goes on behind what was reserved.
     *
     * @param reserve notes on disk through which version all are taken; returns when it is there
     */
    TierVersions(long reservedBefore, LongConsumer reserve) {
        last = new AtomicLong(reservedBefore);
        reservedThrough = reservedBefore;
        this.reserve = reserve;
    }

    long next() {
        long version = last.addAndGet(2);
        if (version > reservedThrough) {
            reserveThrough(version);
        }
        return version;
    }

    private void reserveThrough(long version) {
        reserving.lock();
        try {
            if (version > reservedThrough) {
                long through = version + RESERVED_AT_ONCE;
                reserve.accept(through);
                reservedThrough = through;
            }
        } finally {
            reserving.unlock();
        }
    }
}
