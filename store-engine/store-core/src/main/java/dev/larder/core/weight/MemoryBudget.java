package dev.larder.core.weight;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number of bytes or entries that several writers share. Safe from any thread.
 */
public final class MemoryBudget {
    private final AtomicLong used = new AtomicLong();
    private final long limit;
    private final long highWater;

    /**
     * Creates an unused budget.
     *
     * @param limit the most that may be used
     * @param highWaterMark the part of the limit above which {@link #excess} says that room must be made
     */
    public MemoryBudget(long limit, double highWaterMark) {
        this.limit = limit;
        this.highWater = limit == Long.MAX_VALUE ? Long.MAX_VALUE : (long) (limit * highWaterMark);
    }

    /** Uses so much more, or less, whether it fits or not. */
    public void use(long delta) {
        used.addAndGet(delta);
    }

    /** Uses so much more if it fits; returns whether it did. Using less always fits. */
    public boolean tryUse(long delta) {
        while (true) {
            long seen = used.get();
            if (delta > 0 && seen + delta > limit) {
                return false;
            }
            if (used.compareAndSet(seen, seen + delta)) {
                return true;
            }
        }
    }

    /** By how much the use would be above the high-water mark with so many bytes more; 0 if it would not. */
    public long excess(long extraBytes) {
        return Math.max(0, used.get() - highWater + extraBytes);
    }

    /** What is used. */
    public long used() {
        return used.get();
    }

    /** The most that may be used. */
    public long limit() {
        return limit;
    }
}
