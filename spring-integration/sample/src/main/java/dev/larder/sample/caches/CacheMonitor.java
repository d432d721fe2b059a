package dev.larder.sample.caches;

import dev.larder.sample.answers.AnswerMeter;
import dev.larder.spring.LarderCache;
import dev.larder.store.KeyspaceStats;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.cache.CacheManager;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks at all caches once a second and remembers the last two minutes.
 *
 * <p><b>Threads:</b> safe from any thread; one lock guards the samples.
 */
@Component
public class CacheMonitor {
    private static final int MAX_SAMPLES = 120;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<LarderCache> caches;
    private final AnswerMeter meter;
    private final RestoredEntries restored;
    private final Deque<Sample> samples = new ArrayDeque<>();

    CacheMonitor(CacheManager cacheManager, AnswerMeter meter, RestoredEntries restored) {
        this.caches = cacheManager.getCacheNames().stream()
                .sorted()
                .map(name -> (LarderCache) Objects.requireNonNull(cacheManager.getCache(name)))
                .toList();
        this.meter = meter;
        this.restored = restored;
    }

    @Scheduled(fixedRate = 1_000)
    void takeSample() {
        lock.lock();
        try {
            samples.addLast(Sample.of(figures()));
            if (samples.size() > MAX_SAMPLES) {
                samples.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The caches now, and the samples so far. */
    public History history() {
        lock.lock();
        try {
            return new History(figures(), List.copyOf(samples));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes all entries of a cache.
     *
     * @return the caches afterwards
     * @throws UnknownCacheException if there is no cache of that name
     */
    public List<CacheFigures> clear(String name) {
        lock.lock();
        try {
            caches.stream()
                    .filter(cache -> cache.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new UnknownCacheException(
                            name, caches.stream().map(LarderCache::getName).toList()))
                    .clear();
            return figures();
        } finally {
            lock.unlock();
        }
    }

    private List<CacheFigures> figures() {
        return caches.stream().map(this::figures).toList();
    }

    private CacheFigures figures(LarderCache cache) {
        KeyspaceStats stats = cache.keyspace().stats();
        return new CacheFigures(
                cache.getName(),
                stats.hits(),
                stats.misses(),
                stats.evictions(),
                stats.size(),
                restored.countOf(cache.getName()),
                meter.savings(cache.getName()));
    }
}
