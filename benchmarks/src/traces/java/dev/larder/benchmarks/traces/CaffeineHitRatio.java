package dev.larder.benchmarks.traces;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Caffeine through its own API, evicting in the thread that stores. Without an initial capacity, which would make
 * Caffeine size its frequency sketch at once and move hit ratios of short traces by more than a percentage point.
 */
final class CaffeineHitRatio implements HitRatioSubject {
    private final Cache<Long, Boolean> cache;

    CaffeineHitRatio(long maxEntries) {
        cache = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public boolean access(long key) {
        if (cache.getIfPresent(key) != null) {
            return true;
        }
        cache.put(key, Boolean.TRUE);
        return false;
    }
}
