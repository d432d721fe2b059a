package dev.larder.sample.caches;

import dev.larder.store.Keyspace;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import javax.cache.Cache;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Reads one cache's statistics from the standard's MXBean, and its size from Larder.
 *
 * <p>The standard has no size. Counting by iterating would spoil the hits, since each entry that an iterator
 * hands out is one; so this asks what is below the standard.
 *
 * <p><b>Threads:</b> safe from any thread.
 */
final class CacheProbe {
    private final Cache<?, ?> cache;
    private final CacheStatisticsMXBean statistics;
    private final Keyspace<?, ?> keyspace;

    CacheProbe(Cache<?, ?> cache) {
        this.cache = cache;
        this.statistics = statisticsOf(cache);
        this.keyspace = cache.unwrap(Keyspace.class);
    }

    String name() {
        return cache.getName();
    }

    long hitCount() {
        return statistics.getCacheHits();
    }

    long missCount() {
        return statistics.getCacheMisses();
    }

    long evictionCount() {
        return statistics.getCacheEvictions();
    }

    float averageGetMicros() {
        return statistics.getAverageGetTime();
    }

    long entryCount() {
        return keyspace.stats().size();
    }

    void clear() {
        cache.clear();
    }

    private static CacheStatisticsMXBean statisticsOf(Cache<?, ?> cache) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = statisticsName(cache);
        if (!server.isRegistered(name)) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "Cache '%s' has no statistics under %s. Set 'statistics: true' for it in larder.yaml.",
                    cache.getName(),
                    name));
        }
        return JMX.newMXBeanProxy(server, name, CacheStatisticsMXBean.class);
    }

    private static ObjectName statisticsName(Cache<?, ?> cache) {
        String name = "javax.cache:type=CacheStatistics,CacheManager="
                + legalInName(cache.getCacheManager().getURI().toString()) + ",Cache=" + legalInName(cache.getName());
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException malformed) {
            throw new IllegalStateException("No name of an MBean: " + name, malformed);
        }
    }

    /** The standard replaces what an object name may not hold. */
    private static String legalInName(String text) {
        return text.replaceAll("[,:=\n]", ".");
    }
}
