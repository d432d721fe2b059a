package dev.larder.core.policy;

/** Watches in samples of requests where hits fall, and says how the window should grow or shrink. */
/*
 * A small cache climbs the hill of hit rates: moves a step, looks whether the hit rate rose, goes on in the same
 * direction if it did and turns round if it fell (Einziger, Eytan, Friedman and Manes, "Adaptive Software Cache
 * Management", Middleware 2018). Steps become smaller, so that the size settles; a hit rate that jumps tells of a new
 * workload, and the steps are large again. The smallest caches try a larger window first and settle more slowly, since
 * chance tells more there.
 *
 * In a large cache a hit rate changes little with a step, but the counts of hits in the window and beside it are
 * large enough to compare: the side that has more hits for its size gets more room. That needs shorter samples and
 * finds the size in a few.
 *
 * All constants were chosen after what Caffeine 3.3.1 was seen to do.
 */
final class WindowClimber {
    private static final long SMALLEST_CACHES = 512;
    private static final long SMALL_CACHES = 4_096;

    private static final double FIRST_STEP = 0.0625;
    private static final double SMALLEST_STEP_IN_ENTRIES = 2;
    private static final double STEP_DECAY = 0.98;
    private static final double SLOW_STEP_DECAY = 0.995;
    private static final double RESTARTING_CHANGE = 0.05;

    private static final int REQUESTS_PER_ENTRY = 4;
    private static final double BALANCING_GAIN = 0.03;
    private static final double LARGEST_STEP = 0.3;
    private static final double SMALLEST_BALANCED_WINDOW = 0.02;
    private static final double NO_DENSITY = 1e-9;

    private long sampleSize;
    private long windowHits;
    private long otherHits;
    private long misses;
    private double step;
    private double formerHitRate;

    /**
     * Creates a climber at the start of a sample.
     *
     * @param entries how many the cache can hold
     * @param smallSampleSize how many requests are a sample if that is few
     */
    WindowClimber(long entries, long smallSampleSize) {
        step = firstStep(entries) * (entries <= SMALLEST_CACHES ? 1 : -1);
        startSample(entries, smallSampleSize);
    }

    void hit(boolean inWindow) {
        if (inWindow) {
            windowHits++;
        } else {
            otherHits++;
        }
    }

    void miss() {
        misses++;
    }

    boolean sampleIsComplete() {
        return windowHits + otherHits + misses >= sampleSize;
    }

    /**
     * Ends a sample and starts the next.
     *
     * @param entries as above; may be another number each time
     * @param windowShare which share of the capacity is the window's, above 0 and below 1
     * @return by which share of the capacity the window should grow; below 0 if it should shrink
     */
    double windowGrowth(long entries, long smallSampleSize, double windowShare) {
        double growth = entries <= SMALL_CACHES ? climb(entries) : balance(windowShare);
        startSample(entries, smallSampleSize);
        return growth;
    }

    private double climb(long entries) {
        double hitRate = (double) (windowHits + otherHits) / (windowHits + otherHits + misses);
        double change = hitRate - formerHitRate;
        double taken = change >= 0 ? step : -step;
        double decay = entries <= SMALLEST_CACHES ? SLOW_STEP_DECAY : STEP_DECAY;
        step = Math.abs(change) >= RESTARTING_CHANGE ? Math.copySign(firstStep(entries), taken) : decay * taken;
        formerHitRate = hitRate;
        return taken;
    }

    private double balance(double windowShare) {
        double windowDensity = windowHits / windowShare + NO_DENSITY;
        double otherDensity = otherHits / (1 - windowShare) + NO_DENSITY;
        double growth = BALANCING_GAIN * Math.log(windowDensity / otherDensity);
        double lowest = -Math.max(0, windowShare - SMALLEST_BALANCED_WINDOW);
        return Math.max(lowest, Math.min(LARGEST_STEP, growth));
    }

    private void startSample(long entries, long smallSampleSize) {
        sampleSize = entries <= SMALL_CACHES ? smallSampleSize : REQUESTS_PER_ENTRY * entries;
        windowHits = 0;
        otherHits = 0;
        misses = 0;
    }

    private static double firstStep(long entries) {
        return Math.max(FIRST_STEP, SMALLEST_STEP_IN_ENTRIES / entries);
    }
}
