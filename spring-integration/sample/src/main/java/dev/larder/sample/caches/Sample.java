package dev.larder.sample.caches;

import java.util.List;

/** All caches added up at one moment; counts run since the start. */
public record Sample(long hitCount, long missCount, long entryCount, long sentCount, long savedCount) {

    static Sample of(List<CacheFigures> caches) {
        return new Sample(
                caches.stream().mapToLong(CacheFigures::hitCount).sum(),
                caches.stream().mapToLong(CacheFigures::missCount).sum(),
                caches.stream().mapToLong(CacheFigures::entryCount).sum(),
                caches.stream().mapToLong(cache -> cache.savings().sentCount()).sum(),
                caches.stream().mapToLong(cache -> cache.savings().savedCount()).sum());
    }
}
