package dev.larder.jcache.management;

import dev.larder.store.Keyspace;
import dev.larder.store.spi.StripedCounters;
import java.util.concurrent.ThreadLocalRandom;
import javax.cache.management.CacheStatisticsMXBean;

/**
 * The standard's statistics. Counts are exact as soon as a call has returned. Average times are those of a sample:
 * reading the clock twice costs as much as the call that is timed, so the first 256 calls of a kind are timed, and then
 * one in 64, drawn at random.
 *
 * <p><b>Threads:</b> any. A count made while {@link #clear} runs may be kept or lost.
 */
public final class CacheStatistics implements CacheStatisticsMXBean {
    /** Kinds of calls with an average time each. */
    public enum Timer {
        /** Reads. */
        GET(4),
        /** Puts and replacements. */
        PUT(6),
        /** Removals. */
        REMOVE(8);

        private final int nanos;
        private final int timed;

        Timer(int nanos) {
            this.nanos = nanos;
            timed = nanos + 1;
        }
    }

    /** What {@link #start} gives for a call that is not timed. */
    public static final long UNTIMED = 0;

    private static final int HITS = 0;
    private static final int MISSES = 1;
    private static final int PUTS = 2;
    private static final int REMOVALS = 3;
    private static final int COUNTERS = 10;
    private static final int ALWAYS_TIMED = 256;
    private static final int TIMED_PART_MASK = 63;
    private static final float NANOS_PER_MICRO = 1_000f;

    private final StripedCounters counters = new StripedCounters(COUNTERS);
    private final Keyspace<?, ?> keyspace;
    /** Whether the calls of a kind are sampled now. Only ever set, so a thread that sees it late times a few calls more. */
    private final boolean[] sampled = new boolean[COUNTERS];

    private volatile long evictionsBefore;

    /** Statistics that are all zero but for evictions, which the engine counts. */
    public CacheStatistics(Keyspace<?, ?> keyspace) {
        this.keyspace = keyspace;
        evictionsBefore = keyspace.stats().evictions();
    }

    /** Called before a call that may be timed; gives the time in nanoseconds, or {@link #UNTIMED}. */
    public long start(Timer timer) {
        boolean skipped = sampled[timer.timed] && (ThreadLocalRandom.current().nextInt() & TIMED_PART_MASK) != 0;
        return skipped ? UNTIMED : System.nanoTime() | 1;
    }

    /** Counts a read that found a value. */
    public void hit(long startNanos) {
        counters.add(HITS, 1);
        time(Timer.GET, 1, startNanos);
    }

    /** Counts a read that found none. */
    public void miss(long startNanos) {
        counters.add(MISSES, 1);
        time(Timer.GET, 1, startNanos);
    }

    /** Counts reads made together. */
    public void reads(int hits, int misses, long startNanos) {
        counters.add(HITS, hits);
        counters.add(MISSES, misses);
        time(Timer.GET, hits + misses, startNanos);
    }

    /** Counts a value put. */
    public void put(long startNanos) {
        counters.add(PUTS, 1);
        time(Timer.PUT, 1, startNanos);
    }

    /** Counts values put together. */
    public void puts(int count, long startNanos) {
        counters.add(PUTS, count);
        time(Timer.PUT, count, startNanos);
    }

    /** Counts a value removed. */
    public void removal(long startNanos) {
        counters.add(REMOVALS, 1);
        time(Timer.REMOVE, 1, startNanos);
    }

    /** Counts values removed together. */
    public void removals(int count, long startNanos) {
        counters.add(REMOVALS, count);
        time(Timer.REMOVE, count, startNanos);
    }

    private void time(Timer timer, int calls, long startNanos) {
        if (startNanos != UNTIMED && calls > 0) {
            counters.add(timer.nanos, System.nanoTime() - startNanos);
            counters.add(timer.timed, calls);
            if (!sampled[timer.timed] && counters.sum(timer.timed) >= ALWAYS_TIMED) {
                sampled[timer.timed] = true;
            }
        }
    }

    @Override
    public void clear() {
        counters.reset();
        evictionsBefore = keyspace.stats().evictions();
    }

    @Override
    public long getCacheHits() {
        return counters.sum(HITS);
    }

    @Override
    public float getCacheHitPercentage() {
        return percentage(getCacheHits(), getCacheGets());
    }

    @Override
    public long getCacheMisses() {
        return counters.sum(MISSES);
    }

    @Override
    public float getCacheMissPercentage() {
        return percentage(getCacheMisses(), getCacheGets());
    }

    @Override
    public long getCacheGets() {
        return getCacheHits() + getCacheMisses();
    }

    @Override
    public long getCachePuts() {
        return counters.sum(PUTS);
    }

    @Override
    public long getCacheRemovals() {
        return counters.sum(REMOVALS);
    }

    @Override
    public long getCacheEvictions() {
        return keyspace.stats().evictions() - evictionsBefore;
    }

    @Override
    public float getAverageGetTime() {
        return averageMicros(Timer.GET);
    }

    @Override
    public float getAveragePutTime() {
        return averageMicros(Timer.PUT);
    }

    @Override
    public float getAverageRemoveTime() {
        return averageMicros(Timer.REMOVE);
    }

    private float averageMicros(Timer timer) {
        long timed = counters.sum(timer.timed);
        return timed == 0 ? 0 : counters.sum(timer.nanos) / NANOS_PER_MICRO / timed;
    }

    private static float percentage(long part, long whole) {
        return whole == 0 ? 0 : 100f * part / whole;
    }
}
