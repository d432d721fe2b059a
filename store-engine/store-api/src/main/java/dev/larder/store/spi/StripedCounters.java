package dev.larder.store.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixed set of counters that many threads count up without meeting each other. Sums are right as soon as the calls that
 * count have returned.
 *
 * <p>Each platform thread has cells of its own and is the only one to write them, so that counting is a plain addition.
 * An atomic one costs little by itself, but it waits for all memory accesses before it, and so takes from a lookup that
 * misses the processor's caches what it gains by overlapping with the next. Virtual threads are too many and too
 * short-lived for that; they share a few stripes of atomic counters, as in {@code java.util.concurrent.atomic.LongAdder}
 * (Doug Lea). The cells of a thread that has ended are added up and forgotten.
 *
 * <p>A thread finds its cells in a small table under its number, if no other thread was there since, or else by a {@link
 * ThreadLocal}, which takes longer.
 *
 * <p>Safe for use by any number of threads.
 */
public final class StripedCounters {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int STRIPES =
            Integer.highestOneBit(Math.min(Runtime.getRuntime().availableProcessors(), 16) * 4);
    /** Cells are padded by a cache line on both sides, so that neighbours in memory don't share one. */
    private static final int LINE_LONGS = 8;

    private static final int SWEEP_CELLS = 64;
    private static final int RECENT_CELLS = 64;

    private final int counterCount;

    /** Without an object of this class, which would keep its loader as long as the thread lives. */
    @SuppressWarnings("ThreadLocalUsage") // each set of counters has its own cells in each thread
    private final ThreadLocal<long[]> own = new ThreadLocal<>();
    /** Read and written without order: whoever finds the cells of another thread, or none, looks further. */
    private final @Nullable Cells[] recent = new Cells[RECENT_CELLS];

    private final List<Cells> cells = new ArrayList<>();
    private final long[] ended;
    private final long[] base;
    private final long[][] stripes = new long[STRIPES][];
    private int sweepAt = SWEEP_CELLS;

    /**
     * Creates counters that are all zero.
     *
     * @param counterCount how many, numbered from 0
     */
    public StripedCounters(int counterCount) {
        this.counterCount = counterCount;
        ended = new long[counterCount];
        base = new long[counterCount];
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new long[counterCount + 2 * LINE_LONGS];
        }
    }

    /** The cells of one thread. */
    private static final class Cells {
        final WeakReference<Thread> thread;
        final long[] counts;

        Cells(Thread thread, long[] counts) {
            this.thread = new WeakReference<>(thread);
            this.counts = counts;
        }

        boolean isOver() {
            Thread owner = thread.get();
            return owner == null || !owner.isAlive();
        }
    }

    /** Adds to a counter. */
    public void add(int counter, long delta) {
        Thread thread = Thread.currentThread();
        Cells found = recent[slotOf(thread)];
        if (found == null || !found.thread.refersTo(thread)) {
            found = cellsOf(thread);
            if (found == null) {
                LONGS.getAndAdd(stripeOf(thread), counter + LINE_LONGS, delta);
                return;
            }
        }
        long[] counts = found.counts;
        LONGS.setRelease(counts, counter + LINE_LONGS, counts[counter + LINE_LONGS] + delta);
    }

    /** The cells of the calling thread, which are recent then; null for a virtual thread. */
    private @Nullable Cells cellsOf(Thread thread) {
        long[] counts = own.get();
        Cells found = counts == null ? firstUse(thread) : new Cells(thread, counts);
        if (found != null) {
            recent[slotOf(thread)] = found;
        }
        return found;
    }

    /** The counter's value over all threads, since the last reset. */
    public synchronized long sum(int counter) {
        sweep();
        return total(counter) - base[counter];
    }

    /** Sets every counter to zero. What is counted meanwhile may be lost or kept. */
    public synchronized void reset() {
        for (int counter = 0; counter < counterCount; counter++) {
            base[counter] = total(counter);
        }
    }

    private long total(int counter) {
        long total = ended[counter];
        for (Cells each : cells) {
            total += (long) LONGS.getAcquire(each.counts, counter + LINE_LONGS);
        }
        for (long[] stripe : stripes) {
            total += (long) LONGS.getVolatile(stripe, counter + LINE_LONGS);
        }
        return total;
    }

    /** Makes the cells of a thread that counts for the first time; null for a virtual thread. */
    private @Nullable Cells firstUse(Thread thread) {
        if (VirtualThreads.isVirtual(thread)) {
            return null;
        }
        Cells made = new Cells(thread, new long[counterCount + 2 * LINE_LONGS]);
        own.set(made.counts);
        synchronized (this) {
            cells.add(made);
            if (cells.size() >= sweepAt) {
                sweep();
                sweepAt = Math.max(SWEEP_CELLS, cells.size() * 2);
            }
        }
        return made;
    }

    private void sweep() {
        for (Iterator<Cells> all = cells.iterator(); all.hasNext(); ) {
            Cells each = all.next();
            if (each.isOver()) {
                for (int counter = 0; counter < counterCount; counter++) {
                    ended[counter] += each.counts[counter + LINE_LONGS];
                }
                all.remove();
            }
        }
    }

    @SuppressWarnings("deprecation") // Thread.threadId() is not in Java 17
    private static int slotOf(Thread thread) {
        return (int) thread.getId() & (RECENT_CELLS - 1);
    }

    @SuppressWarnings("deprecation")
    private long[] stripeOf(Thread thread) {
        long id = thread.getId();
        // Neighbouring ids, as the threads of one pool have them, land on different stripes.
        return stripes[(int) (id ^ (id >>> 7)) & (STRIPES - 1)];
    }
}
