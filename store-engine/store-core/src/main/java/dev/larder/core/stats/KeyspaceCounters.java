package dev.larder.core.stats;

import dev.larder.store.KeyspaceStats;
import dev.larder.store.spi.StripedCounters;

/** The counters of one keyspace. Safe from any thread. */
public final class KeyspaceCounters {
    private static final int HITS = 0;
    private static final int MISSES = 1;
    private static final int PUTS = 2;
    private static final int REMOVALS = 3;
    private static final int LOADS = 4;
    private static final int LOAD_FAILURES = 5;
    private static final int LOAD_NANOS = 6;
    private static final int EVICTIONS = 7;
    private static final int EXPIRATIONS = 8;
    private static final int WEIGHT = 9;
    private static final int COUNTERS = 10;

    private final StripedCounters counters = new StripedCounters(COUNTERS);
    private final boolean counting;

    /**
     * Creates counters that are all zero.
     *
     * @param counting whether what callers do is counted
     */
    public KeyspaceCounters(boolean counting) {
        this.counting = counting;
    }

    /** A read that found a value. */
    public void hit() {
        if (counting) {
            counters.add(HITS, 1);
        }
    }

    /** A read that found none. */
    public void miss() {
        if (counting) {
            counters.add(MISSES, 1);
        }
    }

    /** A value set by a caller. */
    public void put() {
        if (counting) {
            counters.add(PUTS, 1);
        }
    }

    /** An entry removed by a caller. */
    public void removal() {
        if (counting) {
            counters.add(REMOVALS, 1);
        }
    }

    /** A load that ended. */
    public void load(long nanos, boolean failed) {
        if (counting) {
            counters.add(failed ? LOAD_FAILURES : LOADS, 1);
            counters.add(LOAD_NANOS, nanos);
        }
    }

    /** An entry removed for size. */
    public void eviction() {
        counters.add(EVICTIONS, 1);
    }

    /** An entry removed because its deadline passed. */
    public void expiration() {
        counters.add(EXPIRATIONS, 1);
    }

    /** The weight of all entries grew by so much. */
    public void weight(long deltaBytes) {
        counters.add(WEIGHT, deltaBytes);
    }

    /** The weight of all entries. */
    public long weightBytes() {
        return counters.sum(WEIGHT);
    }

    /** A snapshot. */
    public KeyspaceStats snapshot(long size) {
        return new KeyspaceStats(
                counters.sum(HITS),
                counters.sum(MISSES),
                counters.sum(PUTS),
                counters.sum(REMOVALS),
                counters.sum(LOADS),
                counters.sum(LOAD_FAILURES),
                counters.sum(LOAD_NANOS),
                counters.sum(EVICTIONS),
                counters.sum(EXPIRATIONS),
                size,
                counters.sum(WEIGHT));
    }
}
