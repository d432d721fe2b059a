package dev.larder.store.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A fixed set of counters, kept once for each of several stripes so that threads seldom meet on a cache line. An
 * increment is one atomic addition to the stripe of the calling thread; a sum adds the stripes up and is right as soon
 * as the increments are done. The idea is that of {@code java.util.concurrent.atomic.Striped64} (Doug Lea), with the
 * counters of one thread side by side in place of one array for each counter.
 *
 * <p>Safe for use by any number of threads.
 */
public final class StripedCounters {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int STRIPES = stripeCount(Runtime.getRuntime().availableProcessors());
    private static final int LINE_LONGS = 16;

    private final long[][] stripes;

    /**
     * Creates counters that are all zero.
     *
     * @param counterCount how many, numbered from 0
     */
    public StripedCounters(int counterCount) {
        stripes = new long[STRIPES][];
        for (int i = 0; i < STRIPES; i++) {
            // A line of padding on both sides keeps neighbours in memory off these counters' lines.
            stripes[i] = new long[counterCount + 2 * LINE_LONGS];
        }
    }

    /** Adds to a counter and returns what it was in the calling thread's stripe. */
    public long add(int counter, long delta) {
        return (long) LONGS.getAndAdd(stripe(), counter + LINE_LONGS, delta);
    }

    /** The counter's value in the calling thread's stripe; a cheap source for "every so many times". */
    public long peek(int counter) {
        return (long) LONGS.getOpaque(stripe(), counter + LINE_LONGS);
    }

    /** The counter's value over all threads. */
    public long sum(int counter) {
        long sum = 0;
        for (long[] stripe : stripes) {
            sum += (long) LONGS.getVolatile(stripe, counter + LINE_LONGS);
        }
        return sum;
    }

    /** Sets every counter to zero. Increments made meanwhile may be lost or kept. */
    public void reset() {
        for (long[] stripe : stripes) {
            for (int i = LINE_LONGS; i < stripe.length - LINE_LONGS; i++) {
                LONGS.setVolatile(stripe, i, 0L);
            }
        }
    }

    @SuppressWarnings("deprecation") // Thread.threadId() is not in Java 17
    private long[] stripe() {
        long id = Thread.currentThread().getId();
        // Neighbouring ids, as the threads of one pool have them, land on different stripes.
        return stripes[(int) (id ^ (id >>> 7)) & (STRIPES - 1)];
    }

    private static int stripeCount(int processors) {
        return Integer.highestOneBit(Math.max(1, Math.min(processors, 32)) * 4);
    }
}
