package dev.larder.core.table;

import dev.larder.store.EntryView;

/**
 * Time in steps of 1,024 milliseconds since the epoch, which costs a shift and fits an int from 69,000 years before to the
 * year 2039; no clock may show an earlier time.
 */
public final class CoarseTime {
    private static final int SHIFT = 10;

    /** The length of a step, milliseconds. */
    public static final int STEP_MILLIS = 1 << SHIFT;

    private CoarseTime() {}

    /** The step of {@link EntryView#NEVER}, and of nothing else. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** The step of a time; a time that no int can tell becomes the nearest one that it can. */
    public static int of(long millis) {
        return millis == EntryView.NEVER
                ? NEVER
                : (int) Math.max(Integer.MIN_VALUE, Math.min(NEVER - 1, millis >> SHIFT));
    }

    /**
     * Whether a deadline is further away than so many milliseconds, judged by its step; false may be wrong, true is not.
     * After 2039 it is always false.
     */
    public static boolean isFurtherThan(int coarseDeadline, long nowMillis, int distanceMillis) {
        return coarseDeadline > (nowMillis >> SHIFT) + (distanceMillis >> SHIFT) + 1;
    }
}
