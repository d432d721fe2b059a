package dev.larder.store;

/**
 * A keyspace's counters since its creation. Hits, misses, puts, removals and loads are 0 where
 * {@link KeyspaceConfig#statistics()} is off; evictions, expirations and sizes are always counted.
 *
 * @param hits reads that found a value
 * @param misses reads that found none
 * @param puts values set by callers
 * @param removals entries removed by callers
 * @param loads loads that ended with a value or with none
 * @param loadFailures loads that threw
 * @param loadNanos time spent in loaders
 * @param evictions entries removed for size
 * @param expirations entries removed because their deadline passed
 * @param size entries now
 * @param weightBytes bytes now, 0 where entries are not weighed
 */
public record KeyspaceStats(
        long hits,
        long misses,
        long puts,
        long removals,
        long loads,
        long loadFailures,
        long loadNanos,
        long evictions,
        long expirations,
        long size,
        long weightBytes) {
    /** The part of reads that found a value, between 0 and 1; 1 when there were no reads. */
    public double hitRatio() {
        long reads = hits + misses;
        return reads == 0 ? 1 : (double) hits / reads;
    }
}
