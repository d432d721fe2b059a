package dev.larder.jcache;

import dev.larder.copy.Copier;
import dev.larder.copy.Copiers;
import dev.larder.copy.CopyFailure;
import dev.larder.jcache.expiry.ExpiryRules;
import dev.larder.jcache.integration.LoaderBridge;
import dev.larder.jcache.integration.WriteThrough;
import dev.larder.jcache.operation.EntryOperations;
import dev.larder.jcache.operation.EntryRules;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Store;
import dev.larder.store.StoreException;
import dev.larder.store.Weigher;
import dev.larder.store.settings.DiskSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a cache of its configuration. Each factory of the application is called once. Where anything fails, what was
 * made before is closed.
 */
final class CacheAssembly<K, V> {
    private final LarderCacheManager manager;
    private final ManagerStore store;
    private final String name;
    private final LarderConfiguration<K, V> configuration;
    private final UserObjects userObjects = new UserObjects();

    /** Takes the configuration over; nobody else must change it. */
    CacheAssembly(
            LarderCacheManager manager, ManagerStore store, String name, LarderConfiguration<K, V> configuration) {
        this.manager = manager;
        this.store = store;
        this.name = name;
        this.configuration = configuration;
    }

    /**
     * Makes the cache, which does nothing yet by itself.
     *
     * @throws IllegalArgumentException if settings contradict each other
     * @throws CacheException if a factory threw
     */
    LarderCache<K, V> assemble(ClassLoader loader) {
        try {
            return new LarderCache<>(manager, parts(loader), configuration, userObjects);
        } catch (RuntimeException e) {
            userObjects.close(name);
            throw e;
        }
    }

    private CacheParts<K, V> parts(ClassLoader classLoader) {
        Copier keys = copier(classLoader);
        Copier values = copier(classLoader);
        ExpiryRules expiry = expiry();
        LoaderBridge<K, V> loader = loader(keys, values, expiry);
        WriteThrough<K, V> writer = writer(keys);
        return new CacheParts<>(
                name,
                new EntryTypes<>(configuration.getKeyType(), configuration.getValueType(), name),
                keyspace(expiry, loader, classLoader),
                keys,
                values,
                new EntryOperations<>(new EntryRules<>(expiry, writer)),
                loader,
                loader != null && configuration.isReadThrough());
    }

    private Copier copier(ClassLoader classLoader) {
        return configuration.isStoreByValue()
                ? userObjects.keep(Copiers.byValue(classLoader, name, new CopyFailures()))
                : Copiers.byReference();
    }

    private ExpiryRules expiry() {
        ExpiryPolicy made = make("expiry policy", configuration.getExpiryPolicyFactory());
        ExpiryPolicy policy = made == null ? new EternalExpiryPolicy() : made;
        ExpiryRules expiry = ExpiryRules.of(policy, configuration.getExpiryJitter(), name);
        if (expiry.isCustom() && configuration.getRefreshAhead() > 0) {
            throw new IllegalArgumentException(
                    "Cache '" + name + "' has refresh-ahead and an expiry policy of its own, "
                            + policy.getClass().getName() + ", whose durations are not known beforehand. Use one of the"
                            + " standard's policies, or set refresh-ahead to 0 on the cache's configuration.");
        }
        return expiry;
    }

    private @Nullable LoaderBridge<K, V> loader(Copier keys, Copier values, ExpiryRules expiry) {
        CacheLoader<K, V> loader = make("cache loader", configuration.getCacheLoaderFactory());
        return loader == null
                ? null
                : new LoaderBridge<>(loader, configuration.getValueType(), keys, values, expiry, name);
    }

    private @Nullable WriteThrough<K, V> writer(Copier keys) {
        CacheWriter<? super K, ? super V> writer = make("cache writer", configuration.getCacheWriterFactory());
        return writer == null || !configuration.isWriteThrough() ? null : new WriteThrough<>(writer, keys, name);
    }

    private Keyspace<K, V> keyspace(ExpiryRules expiry, @Nullable LoaderBridge<K, V> loader, ClassLoader classLoader) {
        Weigher<? super K, ? super V> weigher = make("weigher", configuration.getWeigherFactory());
        Store opened = store.open();
        try {
            Persistence persistence = persistence(classLoader);
            DiskSettings.requireDisk(
                    opened.config(),
                    persistence,
                    "'" + DiskSettings.DIRECTORY
                            + "' in the file that the manager's URI names, or hand the manager a store"
                            + " that has one");
            return opened.create(
                    store.keyspaceName(name),
                    KeyspaceConfig.<K, V>builder()
                            .capacity(configuration.getCapacity())
                            .policy(configuration.getEvictionPolicy())
                            .lifetime(expiry.lifetime())
                            .loader(loader)
                            .refreshAhead(configuration.getRefreshAhead())
                            .weigher(weigher)
                            .maxKeyBytes(configuration.getMaxKeyBytes())
                            .maxValueBytes(configuration.getMaxValueBytes())
                            .maxEntryBytes(configuration.getMaxEntryBytes())
                            .metadata(configuration.isMetadataEnabled())
                            .persistence(persistence)
                            .build());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cache '" + name + "' was not created: " + e.getMessage(), e);
        } catch (StoreException e) {
            throw new CacheException("Cache '" + name + "' was not created: " + e.getMessage(), e);
        }
    }

    /** The types of the configuration are allowed without being named once more. */
    private Persistence persistence(ClassLoader classLoader) {
        Set<Class<?>> types = new LinkedHashSet<>(List.of(configuration.getKeyType(), configuration.getValueType()));
        types.remove(Object.class);
        return configuration.getPersistence().toPersistence(classLoader, types);
    }

    private <T> @Nullable T make(String what, @Nullable Factory<? extends T> factory) {
        if (factory == null) {
            return null;
        }
        try {
            return userObjects.keep(factory.create());
        } catch (RuntimeException e) {
            throw new CacheException(
                    "The factory " + factory + " of the " + what + " of cache '" + name + "' threw " + e
                            + "; the cache was not created.",
                    e);
        }
    }

    /** Not a lambda expression: the first one costs milliseconds at the start of every application. */
    private static final class CopyFailures implements CopyFailure {
        @Override
        public RuntimeException toException(String message, Throwable cause) {
            return new CopyFailedException(message + ": setStoreByValue(false) on the cache's configuration.", cause);
        }
    }
}
