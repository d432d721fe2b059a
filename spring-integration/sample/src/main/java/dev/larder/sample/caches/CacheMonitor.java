package dev.larder.sample.caches;

import dev.larder.sample.answers.AnswerMeter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.StreamSupport;
import javax.cache.CacheManager;
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
    private final List<CacheProbe> probes;
    private final AnswerMeter meter;
    private final Deque<Sample> samples = new ArrayDeque<>();

    CacheMonitor(CacheManager cacheManager, AnswerMeter meter) {
        this.probes = StreamSupport.stream(cacheManager.getCacheNames().spliterator(), false)
                .sorted()
                .map(name -> new CacheProbe(cacheManager.getCache(name)))
                .toList();
        this.meter = meter;
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
            probes.stream()
                    .filter(probe -> probe.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new UnknownCacheException(
                            name, probes.stream().map(CacheProbe::name).toList()))
                    .clear();
            return figures();
        } finally {
            lock.unlock();
        }
    }

    private List<CacheFigures> figures() {
        return probes.stream()
                .map(probe -> new CacheFigures(
                        probe.name(),
                        probe.hitCount(),
                        probe.missCount(),
                        probe.evictionCount(),
                        probe.averageGetMicros(),
                        probe.entryCount(),
                        meter.savings(probe.name())))
                .toList();
    }
}
