package dev.larder.store;

import dev.larder.store.spi.StoreProvider;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of named keyspaces with one clock, one memory limit and one life cycle. Safe for use by any number of threads.
 */
public interface Store extends AutoCloseable {
    /**
     * Opens a store.
     *
     * @throws StoreException if the engine ({@code larder-core}) is not on the class path
     */
    static Store open(StoreConfig config) {
        return StoreProvider.engine().open(config);
    }

    /** Opens a store with default settings. */
    static Store open() {
        return open(StoreConfig.builder().build());
    }

    /** The settings the store was opened with. */
    StoreConfig config();

    /**
     * Creates a keyspace.
     *
     * @param name any string; unique in the store
     * @throws IllegalArgumentException if the name is taken, or the configuration names a policy that is not known
     * @throws StoreClosedException if the store is closed
     */
    <K, V> Keyspace<K, V> create(String name, KeyspaceConfig<K, V> config);

    /** The keyspace of that name, or null. Its type parameters are the caller's claim and are not checked. */
    <K, V> @Nullable Keyspace<K, V> find(String name);

    /** The names of all keyspaces, as they are now. */
    Set<String> names();

    /**
     * Closes a keyspace, forgets its entries without telling listeners, and deletes what is on disk of it. Returns whether
     * there was one.
     */
    boolean drop(String name);

    /** Closes a keyspace; what is on disk of it stays, for when it is created again. Returns whether there was one. */
    boolean close(String name);

    /** Bytes in all keyspaces that weigh their entries. */
    long weightBytes();

    /** Takes a snapshot of every keyspace that has them; see {@link Keyspace#snapshot}. */
    void snapshot();

    /**
     * Copies everything that is on disk to a directory of its own, while the store is used. The copy is a data directory: it
     * has every write that was acknowledged before the call, in whatever keyspace, and of later ones some. It opens as it is,
     * or is checked and copied by {@link DataDirectory#restoreTo}. Every backup is a whole one.
     *
     * @param target a directory, empty or missing; after a failure it has no manifest, without which no store opens it
     * @throws IllegalArgumentException if the directory has files
     * @throws IllegalStateException if the store has no data directory
     * @throws CorruptDataException if a file is damaged; see {@link DataDirectory#verify}
     * @throws StorageFullException if the disk has no room for it
     */
    void backup(Path target);

    /** How the store's data directory is doing, or null if it has none. */
    @Nullable DiskStatus disk();

    /** Whether {@link #close} was called. */
    boolean isClosed();

    /** Closes all keyspaces and ends the store's threads. Running operations finish. Closing twice does nothing. */
    @Override
    void close();
}
