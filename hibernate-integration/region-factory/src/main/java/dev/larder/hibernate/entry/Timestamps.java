package dev.larder.hibernate.entry;

import dev.larder.store.spi.StoreClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The order of what happens to a session factory's cache: the begin of a session or of its transaction, a lock, an unlock,
 * an eviction. No number is given twice, and one that is taken later is greater; so one that a session took at its begin
 * is also the name of its transaction.
 *
 * <p>A number is the store's time in milliseconds, times {@value #PER_MILLI}, or one more than the last where that is
 * greater. It can therefore be compared with a time, as time-outs are.
 *
 * <p>Safe from any thread.
 */
public final class Timestamps {
    private static final int SHIFT = 12;
    private static final long PER_MILLI = 1L << SHIFT;

    private final StoreClock clock;
    private final AtomicLong last = new AtomicLong();

    /** Begins an order on a store's clock. */
    public Timestamps(StoreClock clock) {
        this.clock = clock;
    }

    /** A number greater than all before. */
    public long next() {
        return last.accumulateAndGet(ofMillis(clock.millis()), (before, now) -> Math.max(before + 1, now));
    }

    /** The first number of that time. */
    public static long ofMillis(long epochMillis) {
        return epochMillis << SHIFT;
    }

    /** By how much the numbers grow in that time. */
    public static long of(Duration duration) {
        return Math.multiplyExact(duration.toMillis(), PER_MILLI);
    }
}
