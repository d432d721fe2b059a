package dev.larder.jcache;

import dev.larder.jcache.configuration.CacheDefaults;
import dev.larder.store.Keyspace;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.StoreException;
import dev.larder.store.settings.DiskSettings;
import dev.larder.store.spi.StoreClock;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.Properties;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Where a manager's caches are: in a store of its own, opened when it is first needed and closed with the manager, or in
 * one that it was given and shares with others.
 *
 * <p><b>Threads:</b> under the manager's lock.
 */
final class ManagerStore {
    /** Tells the caches of managers from the other keyspaces of a shared store. */
    private static final String SHARED_PREFIX = "jcache/";

    private final URI uri;
    private final WeakReference<ClassLoader> classLoader;
    private final CacheDefaults defaults;
    private final StoreClock clock;
    private final @Nullable Store given;
    private @Nullable Store own;

    /**
     * Finds out whether a store was given.
     *
     * @throws CacheException if the property holds something else, or a file sets what the given store decides
     */
    ManagerStore(
            URI uri,
            WeakReference<ClassLoader> classLoader,
            Properties properties,
            CacheDefaults defaults,
            StoreClock clock) {
        this.uri = uri;
        this.classLoader = classLoader;
        this.defaults = defaults;
        this.clock = clock;
        Object property = properties.get(LarderCachingProvider.STORE_PROPERTY);
        if (property != null && !(property instanceof Store)) {
            throw new CacheException("The property '" + LarderCachingProvider.STORE_PROPERTY + "' of the cache manager "
                    + uri + " must hold a " + Store.class.getName() + ", found a "
                    + property.getClass().getName() + "; put the store itself into the Properties, or leave it out.");
        }
        given = (Store) property;
        if (given != null && defaults.maxMemoryBytes() != StoreConfig.UNLIMITED) {
            throw new CacheException("The file " + uri
                    + " sets 'max-memory', but its cache manager was given the store '"
                    + given.config().name() + "', which others share and which has a limit of its own. Set the limit"
                    + " there and take it out of the file.");
        }
        if (given != null && defaults.disk() != null) {
            throw new CacheException("The file " + uri + " sets '" + DiskSettings.DIRECTORY
                    + "', but its cache manager was given the store '"
                    + given.config().name()
                    + "', which others share and which has its own data directory or none. Set it"
                    + " there and take it out of the file.");
        }
    }

    /**
     * The store. Its own one holds the class loader, so a manager without caches has none.
     *
     * @throws CacheException if it can't be opened
     */
    Store open() {
        if (given != null) {
            return given;
        }
        Store opened = own;
        if (opened == null) {
            StoreConfig.Builder config = StoreConfig.builder()
                    .name(uri.toString())
                    .clock(clock)
                    .maxMemoryBytes(defaults.maxMemoryBytes())
                    .highWaterMark(defaults.highWaterMark())
                    .evictionBatch(defaults.evictionBatch())
                    .disk(defaults.disk());
            ClassLoader loader = classLoader.get();
            try {
                opened = Store.open((loader == null ? config : config.classLoader(loader)).build());
            } catch (StoreException failure) {
                throw new CacheException(
                        "The cache manager " + uri + " can't open its store: " + failure.getMessage(), failure);
            }
            own = opened;
        }
        return opened;
    }

    /** The name of the keyspace of a cache. */
    String keyspaceName(String cacheName) {
        return given == null ? cacheName : SHARED_PREFIX + cacheName;
    }

    /**
     * Closes a cache's keyspace, unless the store was closed or has another one of the name. What is on disk of it stays.
     */
    void close(Keyspace<?, ?> keyspace) {
        Store opened = given == null ? own : given;
        if (opened != null && !opened.isClosed() && opened.find(keyspace.name()) == keyspace) {
            opened.close(keyspace.name());
        }
    }

    /** Deletes what is on disk of a cache that is closed, or was never created in this run. */
    void deleteFromDisk(String cacheName) {
        boolean hasDisk =
                given == null ? defaults.disk() != null : given.config().disk() != null;
        if (hasDisk && !(given != null && given.isClosed())) {
            open().drop(keyspaceName(cacheName));
        }
    }

    /** Takes the manager's own store out, to be closed; null if it has none. */
    @Nullable Store takeOwn() {
        Store opened = own;
        own = null;
        return opened;
    }
}
