package dev.larder.jcache;

import dev.larder.jcache.event.ListenerConfigurationCopy;
import dev.larder.jcache.event.Listeners;
import java.util.ArrayList;
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
            for (ListenerConfigurationCopy<K, V> listener : known()) {
                start(listener);
            }
        } finally {
            lock.unlock();
        }
    }

    void register(CacheEntryListenerConfiguration<K, V> listener) {
        lock.lock();
        try {
            for (ListenerConfigurationCopy<K, V> known : known()) {
                if (known.isEqualTo(listener)) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT,
                            "An equal listener configuration is registered on cache '%s' already: %s. Deregister that"
                                    + " one first, or give the new one another factory.",
                            cacheName,
                            listener));
                }
            }
            ListenerConfigurationCopy<K, V> copy = ListenerConfigurationCopy.of(listener);
            start(copy);
            configuration.addCacheEntryListenerConfiguration(copy);
        } finally {
            lock.unlock();
        }
    }

    private void start(ListenerConfigurationCopy<K, V> listener) {
        UserObjects made = new UserObjects();
        try {
            listeners.register(listener, made::keep);
        } catch (RuntimeException | Error e) {
            made.close(cacheName);
            throw e;
        }
    }

    /** Returns what the application made for the listener, for its closing. */
    List<@Nullable Object> deregister(CacheEntryListenerConfiguration<K, V> listener) {
        lock.lock();
        try {
            ListenerConfigurationCopy<K, V> found = find(listener);
            if (found == null) {
                return List.of();
            }
            configuration.removeCacheEntryListenerConfiguration(found);
            return listeners.deregister(found);
        } finally {
            lock.unlock();
        }
    }

    /** The registration of an equal configuration, or else of the very object as it was before it was changed. */
    private @Nullable ListenerConfigurationCopy<K, V> find(CacheEntryListenerConfiguration<K, V> listener) {
        ListenerConfigurationCopy<K, V> same = null;
        for (ListenerConfigurationCopy<K, V> known : known()) {
            if (known.isEqualTo(listener)) {
                return known;
            }
            same = known.isOf(listener) ? known : same;
        }
        return same;
    }

    private List<ListenerConfigurationCopy<K, V>> known() {
        List<ListenerConfigurationCopy<K, V>> known = new ArrayList<>();
        for (CacheEntryListenerConfiguration<K, V> each : configuration.getCacheEntryListenerConfigurations()) {
            known.add((ListenerConfigurationCopy<K, V>) each); // which all are: the configuration is itself a copy
        }
        return known;
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
