package dev.larder.sample.caches;

import dev.larder.sample.answers.Savings;

/**
 * A cache at one moment; counts run since the start.
 *
 * @param averageGetMicros mean time of a get as the cache's own statistics tell it
 */
public record CacheFigures(
        String name,
        long hitCount,
        long missCount,
        long evictionCount,
        float averageGetMicros,
        long entryCount,
        Savings savings) {}
