package dev.larder.core.durable;

import dev.larder.store.CorruptDataException;
import dev.larder.store.DiskConfig;
import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider.TierStore;
import dev.larder.store.spi.tier.TierProviders;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The tiers of a store, each kind opened when its first keyspace is. Safe from any thread. */
final class Tiers implements AutoCloseable {
    static final String DIRECTORY = "tiers";

    private final DiskConfig disk;
    private final ClassLoader classLoader;
    private final ReentrantLock opening = new ReentrantLock();
    private final Map<String, TierStore> open = new HashMap<>();

    /**
     * Opens nothing yet.
     *
     * @throws IllegalArgumentException if a setting is of a tier that is not on the class path, or not one of its
     */
    Tiers(DiskConfig disk, ClassLoader classLoader) {
        this.disk = disk;
        this.classLoader = classLoader;
        if (!disk.tierSettings().isEmpty()) {
            new TierProviders(classLoader).check(disk.tierSettings());
        }
    }

    /**
     * Makes the tier of a keyspace that the manifest does not name, before it does: so what the manifest names is there, and
     * what it does not name is what a drop left that a crash or a failure interrupted, and goes.
     *
     * @throws IllegalArgumentException if there is no tier of that name on the class path, or it can't have the keyspace
     */
    void begin(String kind, String keyspace) {
        TierStore store = store(kind);
        store.drop(keyspace);
        store.tier(keyspace);
    }

    /**
     * The tier of a keyspace that the manifest names.
     *
     * @throws IllegalArgumentException if there is no tier of that name on the class path
     * @throws CorruptDataException if the tier does not have the keyspace
     */
    Tier tier(String kind, String keyspace) {
        TierStore store = store(kind);
        if (!store.keyspaces().contains(keyspace)) {
            Path directory = directoryOf(disk.directory(), kind);
            throw new CorruptDataException(
                    "Keyspace '" + keyspace + "' is kept in tier " + kind + ", but " + directory + " has nothing of it."
                            + " Put that directory back from where the data directory was copied, restore a backup, or"
                            + " drop the keyspace.",
                    directory,
                    0);
        }
        return store.tier(keyspace);
    }

    /** Copies all that the tiers of a kind have into a new directory. */
    void backup(String kind, Path target) {
        store(kind).backup(target);
    }

    /** Deletes what a tier has of a keyspace. */
    void drop(String kind, String keyspace) {
        store(kind).drop(keyspace);
    }

    private TierStore store(String kind) {
        opening.lock();
        try {
            return open.computeIfAbsent(kind, this::open);
        } finally {
            opening.unlock();
        }
    }

    /** Where in a data directory the tiers of a kind are. */
    static Path directoryOf(Path dataDirectory, String kind) {
        return dataDirectory.resolve(DIRECTORY).resolve(kind);
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
        return new TierProviders(classLoader)
                .require(kind)
                .open(
                        directoryOf(disk.directory(), kind),
                        TierProviders.settingsOf(kind, disk.tierSettings()),
                        disk.syncInterval());
    }
}
