package dev.larder.benchmarks;

import java.io.Serializable;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;

/**
 * The cheapest listener that still looks at every event.
 *
 * <p><b>Threads:</b> may lose counts when called from several threads at once; an exact count would be measured too.
 */
final class CountingListener<K, V> implements CacheEntryUpdatedListener<K, V>, Serializable {
    private static final long serialVersionUID = 1L;

    /** Static, since a provider may work with a copy of the listener. */
    private static long eventCount;

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        for (CacheEntryEvent<? extends K, ? extends V> event : events) {
            if (event.getKey() != null) {
                eventCount++;
            }
        }
    }

    /** Events heard in this process. */
    static long eventCount() {
        return eventCount;
    }
}
