package dev.larder.jcache;

import dev.larder.jcache.event.Listeners;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A cache's configuration, as far as it changes while the cache lives: listeners, statistics and management.
 *
 * <p><b>Threads:</b> any.
 */
final class CacheSettings<K, V> {
    private final ReentrantLock lock = new ReentrantLock();
    private final LarderConfiguration<K, V> configuration;
    private final String cacheName;
    private final Listeners<K, V> listeners;

    /** Takes the configuration over; nobody else must change it. */
    CacheSettings(LarderCache<K, V> cache, CacheParts<K, V> parts, LarderConfiguration<K, V> configuration) {
        this.configuration = configuration;
        cacheName = parts.name();
        listeners = new Listeners<>(cache, parts.keyspace(), parts.keys(), parts.values());
    }

    /** A copy of the configuration as it is now. */
    LarderConfiguration<K, V> snapshot() {
        lock.lock();
        try {
            return new LarderConfiguration<>(configuration);
        } finally {
            lock.unlock();
        }
    }

    void setStatisticsEnabled(boolean enabled) {
        lock.lock();
        try {
            configuration.setStatisticsEnabled(enabled);
        } finally {
            lock.unlock();
        }
    }

    void setManagementEnabled(boolean enabled) {
        lock.lock();
        try {
            configuration.setManagementEnabled(enabled);
        } finally {
            lock.unlock();
        }
    }

    /** Starts the listeners of the configuration. */
    void startListeners() {
        lock.lock();
        try {
            for (CacheEntryListenerConfiguration<K, V> listener : configuration.getCacheEntryListenerConfigurations()) {
                listeners.register(listener);
            }
        } finally {
            lock.unlock();
        }
    }

    void register(CacheEntryListenerConfiguration<K, V> listener) {
        lock.lock();
        try {
            for (CacheEntryListenerConfiguration<K, V> known : configuration.getCacheEntryListenerConfigurations()) {
                if (known.equals(listener)) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT,
                            "An equal listener configuration is registered on cache '%s' already: %s. Deregister that"
                                    + " one first, or give the new one another factory.",
                            cacheName,
                            listener));
                }
            }
            listeners.register(listener);
            configuration.addCacheEntryListenerConfiguration(listener);
        } finally {
            lock.unlock();
        }
    }

    /** Returns what the application made for the listener, for its closing. */
    List<@Nullable Object> deregister(CacheEntryListenerConfiguration<K, V> listener) {
        lock.lock();
        try {
            configuration.removeCacheEntryListenerConfiguration(listener);
            return listeners.deregister(listener);
        } finally {
            lock.unlock();
        }
    }

    /** Stops all listeners. Returns what the application made for them, for its closing. */
    List<@Nullable Object> stopListeners() {
        lock.lock();
        try {
            return listeners.close();
        } finally {
            lock.unlock();
        }
    }
}
