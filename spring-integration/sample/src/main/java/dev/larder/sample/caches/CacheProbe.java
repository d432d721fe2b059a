package dev.larder.sample.caches;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import javax.cache.Cache;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Reads one cache's statistics from the standard's MXBean and counts its entries.
 *
 * <p>The standard has no size, so entries are counted by iterating, and whether that counts as hits is the
 * provider's choice. The probe tries it out and takes its own reads off the hits; and it iterates only after
 * something changed, or now and then, since expiry changes no counter.
 *
 * <p><b>Threads:</b> not safe; {@link CacheMonitor} calls it under its lock.
 */
final class CacheProbe {
    private static final int MAX_READS_OF_OLD_COUNT = 10;

    private final Cache<?, ?> cache;
    private final CacheStatisticsMXBean statistics;
    private final boolean iterationCountsAsHits;
    private long ownHitCount;
    private long entryCount;
    private long countedAtChanges = -1;
    private int readsOfOldCount;

    /** Makes a probe of a cache that nobody uses yet; the cache and its statistics are empty afterwards. */
    CacheProbe(Cache<Object, Object> cache) {
        this.cache = cache;
        this.statistics = statisticsOf(cache);
        cache.put("probe", "probe");
        cache.forEach(entry -> {});
        this.iterationCountsAsHits = statistics.getCacheHits() > 0;
        cache.clear();
        statistics.clear();
    }

    String name() {
        return cache.getName();
    }

    long hitCount() {
        return statistics.getCacheHits() - ownHitCount;
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
        long changes = statistics.getCachePuts() + statistics.getCacheRemovals() + statistics.getCacheEvictions();
        if (changes != countedAtChanges || ++readsOfOldCount >= MAX_READS_OF_OLD_COUNT) {
            countEntries();
            countedAtChanges = changes;
            readsOfOldCount = 0;
        }
        return entryCount;
    }

    void clear() {
        cache.clear();
        countedAtChanges = -1;
    }

    private void countEntries() {
        long found = 0;
        for (var unused : cache) {
            found++;
        }
        entryCount = found;
        ownHitCount += iterationCountsAsHits ? found : 0;
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
