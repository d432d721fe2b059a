package dev.larder.core.durable;

import dev.larder.store.DiskConfig;
import dev.larder.store.settings.Nearest;
import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider;
import dev.larder.store.spi.TierProvider.TierStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** The tiers of a store, each kind opened when its first keyspace is. Safe from any thread. */
final class Tiers implements AutoCloseable {
    static final String DIRECTORY = "tiers";

    private final DiskConfig disk;
    private final ClassLoader classLoader;
    private final ReentrantLock opening = new ReentrantLock();
    private final Map<String, TierStore> open = new HashMap<>();

    Tiers(DiskConfig disk, ClassLoader classLoader) {
        this.disk = disk;
        this.classLoader = classLoader;
    }

    /**
     * A keyspace's tier.
     *
     * @throws IllegalArgumentException if there is no tier of that name on the class path
     */
    Tier tier(String kind, String keyspace) {
        opening.lock();
        try {
            return open.computeIfAbsent(kind, this::open).tier(keyspace);
        } finally {
            opening.unlock();
        }
    }

    /** Copies all that the tiers of a kind have into a new directory. */
    void backup(String kind, Path target) {
        TierStore store;
        opening.lock();
        try {
            store = open.computeIfAbsent(kind, this::open);
        } finally {
            opening.unlock();
        }
        store.backup(target);
    }

    /** Deletes what a tier has of a keyspace. */
    void drop(String kind, String keyspace) {
        opening.lock();
        try {
            open.computeIfAbsent(kind, this::open).drop(keyspace);
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            RuntimeException failure = null;
            for (TierStore store : open.values()) {
                try {
                    store.close();
                } catch (RuntimeException failed) {
                    failure = failure == null ? failed : failure;
                }
            }
            open.clear();
            if (failure != null) {
                throw failure;
            }
        } finally {
            opening.unlock();
        }
    }

    private TierStore open(String kind) {
        Map<String, TierProvider> providers = new TreeMap<>();
        ServiceLoader.load(TierProvider.class, classLoader).forEach(found -> providers.put(found.name(), found));
        TierProvider provider = providers.get(kind);
        if (provider == null) {
            throw new IllegalArgumentException("There is no tier '" + kind + "' on the class path; "
                    + Nearest.hint(kind, providers.keySet()) + ". rocksdb comes with the artifact"
                    + " dev.larder:larder-rocksdb, lmdb with dev.larder:larder-lmdb.");
        }
        Map<String, String> settings = new TreeMap<>();
        disk.tierSettings().forEach((name, value) -> {
            if (name.startsWith(kind + ".")) {
                settings.put(name.substring(kind.length() + 1), value);
            }
        });
        return provider.open(disk.directory().resolve(DIRECTORY).resolve(kind), settings, disk.syncInterval());
    }
}
