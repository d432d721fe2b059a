package dev.larder.store.spi;

/**
 * A store's time. Safe for use by any number of threads.
 *
 * <p>Time must not go back: an implementation answers a step back of the time it takes its own from by going on at an
 * even pace.
 */
public interface StoreClock {
    /**
     * A deadline further away than this, in milliseconds, may be judged by {@link #recentMillis}; a nearer one is judged
     * by {@link #millis}.
     */
    long NEAR_MILLIS = 5_000;

    /** Epoch milliseconds. */
    long millis();

    /**
     * A cheap look at the time for the hot path: never later than {@link #millis}, and older by much less than
     * {@link #NEAR_MILLIS} unless the whole process was stopped for that long.
     */
    default long recentMillis() {
        return millis();
    }

    /** Whether time passes without anybody doing something, so that background threads may wait for it. */
    default boolean advancesByItself() {
        return true;
    }

    /** The clock of this system. All callers share one. */
    static StoreClock system() {
        return SystemClock.instance();
    }
}
