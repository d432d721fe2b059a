package dev.larder.sample.caches;

import dev.larder.sample.answers.Savings;

/**
 * A cache at one moment; counts run since the start.
 *
 * @param restoredCount the entries that it had on disk at the start
 */
public record CacheFigures(
        String name,
        long hitCount,
        long missCount,
        long evictionCount,
        long entryCount,
        long restoredCount,
        Savings savings) {}
