package dev.larder.jcache;

import dev.larder.jcache.configuration.CacheDefaults;
import dev.larder.store.Store;
import dev.larder.store.spi.StoreClock;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * A cache manager of the standard: a {@link Store} of the engine, its own or one it was given, and the caches in it. Where its URI names a
 * configuration file, the file fills in what the configurations of new caches leave open.
 *
 * <p>Caches end with their manager, and a manager of the same URI opened later starts without any. What they kept on disk is
 * there again when a cache of the same name is created.
 *
 * <p><b>Threads:</b> any. One lock orders the creation and the end of caches; looking a cache up takes none.
 */
public final class LarderCacheManager implements CacheManager {
    private final LarderCachingProvider provider;
    private final URI uri;
    private final WeakReference<ClassLoader> classLoader;
    private final Properties properties;
    private final CacheDefaults defaults;
    private final ManagerStore store;
    private final ConcurrentMap<String, LarderCache<?, ?>> caches = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;

    LarderCacheManager(
            LarderCachingProvider provider,
            URI uri,
            ClassLoader classLoader,
            Properties properties,
            CacheDefaults defaults,
            StoreClock clock) {
        this.provider = provider;
        this.uri = uri;
        this.classLoader = new WeakReference<>(classLoader);
        this.properties = properties;
        this.defaults = defaults;
        store = new ManagerStore(uri, this.classLoader, properties, defaults, clock);
    }

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public @Nullable ClassLoader getClassLoader() {
        return classLoader.get();
    }

    @Override
    public Properties getProperties() {
        return properties;
    }

    @Override
    public <K, V, C extends Configuration<K, V>> LarderCache<K, V> createCache(String cacheName, C configuration) {
        requireOpen();
        requireArgument(cacheName, "createCache", "a name for the cache");
        requireArgument(configuration, "createCache", "a configuration, such as new LarderConfiguration<>()");
        lock.lock();
        try {
            requireOpen();
            if (caches.containsKey(cacheName)) {
                throw new CacheException("A cache named '" + cacheName + "' exists in " + description()
                        + " already. Get it with getCache, or destroy it first.");
            }
            ClassLoader loader = classLoader.get();
            LarderCache<K, V> cache = new CacheAssembly<>(
                            this, store, cacheName, defaults.complete(cacheName, configuration))
                    .assemble(loader == null ? provider.getDefaultClassLoader() : loader);
            try {
                cache.start();
            } catch (RuntimeException | Error e) {
                cache.close();
                throw e;
            }
            caches.put(cacheName, cache);
            return cache;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <K, V> @Nullable LarderCache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
        requireOpen();
        requireArgument(cacheName, "getCache", "the name of a cache");
        requireArgument(keyType, "getCache", "the type of the cache's keys");
        requireArgument(valueType, "getCache", "the type of the cache's values");
        LarderCache<K, V> cache = find(cacheName);
        if (cache != null) {
            cache.types().requireSame(keyType, valueType);
        }
        return cache;
    }

    @Override
    public <K, V> @Nullable LarderCache<K, V> getCache(String cacheName) {
        requireOpen();
        return find(requireArgument(cacheName, "getCache", "the name of a cache"));
    }

    @SuppressWarnings("unchecked") // the standard leaves the types of getCache(name) to the caller
    private <K, V> @Nullable LarderCache<K, V> find(String cacheName) {
        return (LarderCache<K, V>) caches.get(cacheName);
    }

    @Override
    public Iterable<String> getCacheNames() {
        requireOpen();
        return Collections.unmodifiableSet(new TreeSet<>(caches.keySet()));
    }

    /** {@inheritDoc} Deletes what is on disk of it as well, be it of an earlier run; closing a cache keeps that. */
    @Override
    public void destroyCache(String cacheName) {
        requireOpen();
        LarderCache<?, ?> cache = caches.get(requireArgument(cacheName, "destroyCache", "the name of a cache"));
        if (cache != null) {
            cache.close();
        }
        lock.lock();
        try {
            if (!caches.containsKey(cacheName)) {
                store.deleteFromDisk(cacheName);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void enableManagement(String cacheName, boolean enabled) {
        requireOpen();
        requireArgument(cacheName, "enableManagement", "the name of a cache");
        lock.lock();
        try {
            LarderCache<?, ?> cache = caches.get(cacheName);
            if (cache != null) {
                cache.enableManagement(enabled);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void enableStatistics(String cacheName, boolean enabled) {
        requireOpen();
        requireArgument(cacheName, "enableStatistics", "the name of a cache");
        lock.lock();
        try {
            LarderCache<?, ?> cache = caches.get(cacheName);
            if (cache != null) {
                cache.enableStatistics(enabled);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<LarderCache<?, ?>> open;
        lock.lock();
        try {
            closed = true;
            open = new ArrayList<>(caches.values());
        } finally {
            lock.unlock();
        }
        open.forEach(LarderCache::close);
        closeStore();
        provider.release(this);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    /** {@inheritDoc} Accepts this class and its supertypes, and {@link Store}. */
    @Override
    public <T> T unwrap(Class<T> type) {
        requireOpen();
        requireArgument(type, "unwrap", "the class to unwrap to, such as " + Store.class.getName());
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type.isAssignableFrom(Store.class)) {
            lock.lock();
            try {
                return type.cast(store.open());
            } finally {
                lock.unlock();
            }
        }
        throw new IllegalArgumentException(sentenceStart() + " unwraps to javax.cache.CacheManager, "
                + LarderCacheManager.class.getName() + " and " + Store.class.getName() + ", not to " + type.getName());
    }

    /** Lets go of a cache that closes; from then on another one may have its name. */
    void release(LarderCache<?, ?> cache) {
        String cacheName = cache.getName();
        lock.lock();
        try {
            caches.remove(cacheName, cache);
            store.close(cache.keyspace());
            cache.hideBeans();
        } finally {
            lock.unlock();
        }
    }

    private void closeStore() {
        Store opened;
        lock.lock();
        try {
            opened = store.takeOwn();
        } finally {
            lock.unlock();
        }
        if (opened != null) {
            opened.close();
        }
    }

    private <T> T requireArgument(@Nullable T argument, String method, String expected) {
        if (argument == null) {
            throw new NullPointerException(
                    sentenceStart() + " was given null by a call of " + method + "; give it " + expected + ".");
        }
        return argument;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    sentenceStart() + " is closed. Get a new one from the caching provider; its caches are gone.");
        }
    }

    private String sentenceStart() {
        return "T" + description().substring(1);
    }

    private String description() {
        return uri.equals(provider.getDefaultURI()) ? "the default cache manager" : "the cache manager " + uri;
    }
}
