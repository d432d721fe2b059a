package dev.larder.jcache;

import dev.larder.jcache.configuration.CacheDefaults;
import dev.larder.store.spi.StoreClock;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Larder as a caching provider of the standard, found by {@code Caching.getCachingProvider()}. It has one manager for
 * each URI and class loader. A URI that names a YAML file ({@code file:}, {@code jar:}, {@code classpath:} and others) has
 * that file configure the manager's caches; {@code docs/configuration.md} says how.
 *
 * <p>After {@link #close} the provider can be used again, and starts afresh.
 *
 * <p><b>Threads:</b> any.
 */
public final class LarderCachingProvider implements CachingProvider {
    /**
     * The property of a manager that holds the {@link dev.larder.store.Store} its caches are to be in, as an object, not
     * as text. Such a store is shared: the manager does not close it, and the keyspace of a cache is named {@code jcache/}
     * and the cache's name. Without it a manager has a store of its own.
     */
    public static final String STORE_PROPERTY = "dev.larder.store";

    private static final URI DEFAULT_URI = URI.create(LarderCachingProvider.class.getName());

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ClassLoader, Map<URI, LarderCacheManager>> managers = new WeakHashMap<>();
    private final StoreClock clock;

    /** For {@link java.util.ServiceLoader}; applications call {@code Caching.getCachingProvider()}. */
    public LarderCachingProvider() {
        this(StoreClock.system());
    }

    LarderCachingProvider(StoreClock clock) {
        this.clock = clock;
    }

    /**
     * {@inheritDoc}
     *
     * @throws CacheException if there is such a manager and its store is another one than {@link #STORE_PROPERTY} holds
     */
    @Override
    public LarderCacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        URI managerUri = uri == null ? DEFAULT_URI : uri;
        ClassLoader managerLoader = classLoader == null ? getDefaultClassLoader() : classLoader;
        lock.lock();
        try {
            Map<URI, LarderCacheManager> ofLoader = managers.get(managerLoader);
            if (ofLoader == null) {
                ofLoader = new HashMap<>();
                managers.put(managerLoader, ofLoader);
            }
            LarderCacheManager manager = ofLoader.get(managerUri);
            if (manager == null || manager.isClosed()) {
                manager = new LarderCacheManager(
                        this,
                        managerUri,
                        managerLoader,
                        copyOf(properties),
                        CacheDefaults.of(managerUri.equals(DEFAULT_URI) ? null : managerUri, managerLoader),
                        clock);
                ofLoader.put(managerUri, manager);
            } else {
                requireSameStore(manager, properties);
            }
            return manager;
        } finally {
            lock.unlock();
        }
    }

    /** The standard has a manager that is there keep its properties; of the store, its caller would never know. */
    private static void requireSameStore(LarderCacheManager manager, @Nullable Properties wanted) {
        Object store = wanted == null ? null : wanted.get(STORE_PROPERTY);
        if (store != null && store != manager.getProperties().get(STORE_PROPERTY)) {
            throw new CacheException("The cache manager " + manager.getURI() + " is there already and has its caches in"
                    + " another store than the one that the property '" + STORE_PROPERTY + "' holds. Close that manager"
                    + " first, ask for a manager of another URI, or of a provider of your own: new "
                    + LarderCachingProvider.class.getSimpleName() + "().");
        }
    }

    @Override
    public LarderCacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return getCacheManager(uri, classLoader, null);
    }

    @Override
    public LarderCacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    @Override
    public ClassLoader getDefaultClassLoader() {
        ClassLoader loader = LarderCachingProvider.class.getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    @Override
    public URI getDefaultURI() {
        return DEFAULT_URI;
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    @Override
    public boolean isSupported(OptionalFeature feature) {
        return feature == OptionalFeature.STORE_BY_REFERENCE;
    }

    @Override
    public void close() {
        List<LarderCacheManager> open = new ArrayList<>();
        lock.lock();
        try {
            managers.values().forEach(ofLoader -> open.addAll(ofLoader.values()));
            managers.clear();
        } finally {
            lock.unlock();
        }
        open.forEach(LarderCacheManager::close);
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        Collection<LarderCacheManager> open = List.of();
        lock.lock();
        try {
            Map<URI, LarderCacheManager> ofLoader =
                    managers.remove(classLoader == null ? getDefaultClassLoader() : classLoader);
            if (ofLoader != null) {
                open = ofLoader.values();
            }
        } finally {
            lock.unlock();
        }
        open.forEach(LarderCacheManager::close);
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        LarderCacheManager open = null;
        lock.lock();
        try {
            Map<URI, LarderCacheManager> ofLoader =
                    managers.get(classLoader == null ? getDefaultClassLoader() : classLoader);
            if (ofLoader != null) {
                open = ofLoader.get(uri == null ? DEFAULT_URI : uri);
            }
        } finally {
            lock.unlock();
        }
        if (open != null) {
            open.close();
        }
    }

    /** Lets go of a manager that closes. */
    void release(LarderCacheManager manager) {
        lock.lock();
        try {
            managers.values().forEach(ofLoader -> ofLoader.remove(manager.getURI(), manager));
            managers.values().removeIf(Map::isEmpty);
        } finally {
            lock.unlock();
        }
    }

    private static Properties copyOf(@Nullable Properties properties) {
        Properties copy = new Properties();
        if (properties != null) {
            copy.putAll(properties);
        }
        return copy;
    }
}
