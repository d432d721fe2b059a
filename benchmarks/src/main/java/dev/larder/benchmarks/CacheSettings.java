package dev.larder.benchmarks;

import java.util.OptionalLong;

/**
 * What a workload asks of its cache.
 *
 * @param maxEntries the capacity; empty for an unbounded cache
 * @param listening whether one synchronous listener hears of updates
 */
record CacheSettings(
        boolean storeByValue, Expiry expiry, boolean statisticsEnabled, boolean listening, OptionalLong maxEntries) {
    /** When entries expire; always so late that none does while it is measured. */
    enum Expiry {
        NEVER,
        CREATED,
        TOUCHED;

        static final long HOURS = 1;
    }

    static CacheSettings byValue() {
        return new CacheSettings(true, Expiry.NEVER, false, false, OptionalLong.empty());
    }

    static CacheSettings byReference() {
        return new CacheSettings(false, Expiry.NEVER, false, false, OptionalLong.empty());
    }

    CacheSettings withExpiry(Expiry newExpiry) {
        return new CacheSettings(storeByValue, newExpiry, statisticsEnabled, listening, maxEntries);
    }

    CacheSettings withStatistics() {
        return new CacheSettings(storeByValue, expiry, true, listening, maxEntries);
    }

    CacheSettings withListener() {
        return new CacheSettings(storeByValue, expiry, statisticsEnabled, true, maxEntries);
    }

    CacheSettings withMaxEntries(long newMaxEntries) {
        return new CacheSettings(storeByValue, expiry, statisticsEnabled, listening, OptionalLong.of(newMaxEntries));
    }
}
