package dev.larder.hibernate;

import dev.larder.hibernate.entry.CachedState;
import dev.larder.hibernate.settings.FactorySettings;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.StoreException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The store that holds a session factory's regions: its own, which closes with it, or one that the application handed in,
 * in which nothing of it stays. Safe from any thread.
 */
final class RegionStore implements AutoCloseable {
    private final Store store;
    private final boolean shared;
    private final String factoryName;
    private final Set<String> keyspaceNames = ConcurrentHashMap.newKeySet();
    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    private RegionStore(Store store, boolean shared, String factoryName) {
        this.store = store;
        this.shared = shared;
        this.factoryName = factoryName;
    }

    static RegionStore open(FactorySettings settings, String factoryName) {
        Store handedIn = settings.sharedStore();
        if (handedIn != null) {
            return new RegionStore(handedIn, true, factoryName);
        }
        StoreConfig config = StoreConfig.builder()
                .name("hibernate-" + factoryName)
                .maxMemoryBytes(settings.maxMemoryBytes())
                .disk(settings.disk())
                .build();
        try {
            return new RegionStore(Store.open(config), false, factoryName);
        } catch (StoreException noEngine) {
            throw new CacheException("The second-level cache can't start: " + noEngine.getMessage(), noEngine);
        }
    }

    Store store() {
        return store;
    }

    /**
     * Makes the keyspace of a region. Its name may be taken by another session factory of the same name, in a store that
     * both share; then the name gets a number.
     */
    Keyspace<Object, CachedState> create(String region, KeyspaceConfig<Object, CachedState> config) {
        for (int number = 1; ; number++) {
            String name = "hibernate/" + factoryName + (number == 1 ? "" : "-" + number) + "/" + region;
            Keyspace<Object, CachedState> created = tryCreate(name, config);
            if (created != null) {
                keyspaceNames.add(name);
                return created;
            }
        }
    }

    /**
     * Makes the keyspace of a region that is kept on disk. Its name is always the same.
     *
     * @throws CacheException if it can't be opened
     */
    Keyspace<Object, CachedState> createKept(String region, KeyspaceConfig<Object, CachedState> config) {
        String name = prefix() + region;
        try {
            Keyspace<Object, CachedState> created = store.create(name, config);
            keyspaceNames.add(name);
            kept.add(name);
            return created;
        } catch (StoreException | IllegalArgumentException failure) {
            throw new CacheException("Region '" + region + "' can't be kept on disk: " + failure.getMessage(), failure);
        }
    }

    /** What the names of keyspaces begin with, as long as no other session factory has taken them. */
    String prefix() {
        return "hibernate/" + factoryName + "/";
    }

    private @Nullable Keyspace<Object, CachedState> tryCreate(String name, KeyspaceConfig<Object, CachedState> config) {
        try {
            return store.create(name, config);
        } catch (IllegalArgumentException refused) {
            if (store.find(name) == null) {
                throw refused;
            }
            return null;
        }
    }

    /** Drops one of the keyspaces that were made here; of one that is kept, what is on disk stays. */
    void drop(String keyspaceName) {
        if (keyspaceNames.remove(keyspaceName) && !store.isClosed()) {
            if (kept.remove(keyspaceName)) {
                store.close(keyspaceName);
            } else {
                store.drop(keyspaceName);
            }
        }
    }

    /** Drops what was made here, or closes the store with all it has. */
    @Override
    public void close() {
        if (!shared) {
            store.close();
        } else {
            Set.copyOf(keyspaceNames).forEach(this::drop);
        }
        keyspaceNames.clear();
    }
}
