package dev.larder.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.larder.store.StorageFailedException;
import dev.larder.store.StoreException;
import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider.TierStore;
import dev.larder.store.spi.tier.BackupDirectory;
import dev.larder.store.spi.tier.ConfirmedChanges;
import dev.larder.store.spi.tier.Gate;
import dev.larder.store.spi.tier.SortedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * A RocksDB database with one column family for each keyspace.
 *
 * <p>The directory has {@code db}, which is RocksDB's, and {@code bulk} with what loads write, which is of no use after a stop.
 *
 * <p><b>Threads:</b> safe for use by any number. Making and dropping tiers hold this object's monitor; using a tier goes
 * through the tier's gate alone. Natives are given back when all gates are closed and the thread that confirms has ended.
 */
final class RocksDbTierStore implements TierStore {
    private final Path directory;
    private final Path bulkDirectory;
    private final DatabaseOptions options;
    private final RocksDB database;
    private final ColumnFamilyHandle defaultFamily;
    private final ConfirmedChanges changes;
    private final RoomGuard room;
    private final Gate gate;
    private final Map<String, RocksDbTier> tiers = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong bulkLoadCount = new AtomicLong();
    /** Held around calls that change the list of families; nothing else is asked for while it is held. */
    private final Object familiesLock = new Object();

    private long nextGeneration;

    private RocksDbTierStore(
            Path directory,
            DatabaseOptions options,
            RocksDB database,
            ColumnFamilyHandle defaultFamily,
            RoomGuard room,
            Duration interval) {
        this.directory = directory;
        this.bulkDirectory = directory.resolve("bulk");
        this.options = options;
        this.database = database;
        this.defaultFamily = defaultFamily;
        this.room = room;
        this.gate = new Gate("the store of tiers in " + directory);
        this.changes = new ConfirmedChanges("larder-rocksdb-sync", interval, this::syncLog);
    }

    static RocksDbTierStore open(Path directory, RocksDbSettings settings, Duration syncInterval) {
        RocksDB.loadLibrary();
        try {
            Path databaseDirectory = directory.resolve("db");
            Files.createDirectories(databaseDirectory);
            RoomGuard room = new RoomGuard(databaseDirectory, 2 * settings.writeBufferBytes());
            DatabaseOptions options = new DatabaseOptions(settings);
            try {
                return open(directory, databaseDirectory, options, room, syncInterval);
            } catch (Throwable failure) {
                options.close();
                throw failure;
            }
        } catch (RocksDBException failure) {
            throw Failures.ofOpening(failure, directory);
        } catch (IOException failure) {
            throw new StorageFailedException(
                    "The tier's directory " + directory + " could not be made: " + failure + ". Check its parent.",
                    0,
                    failure);
        }
    }

    private static RocksDbTierStore open(
            Path directory, Path databaseDirectory, DatabaseOptions options, RoomGuard room, Duration syncInterval)
            throws RocksDBException {
        Generations generations = Generations.of(listFamilies(databaseDirectory));
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, options.keyspace()));
        List<String> keyspaces = new ArrayList<>();
        for (Map.Entry<String, String> current : generations.current().entrySet()) {
            keyspaces.add(current.getKey());
            families.add(descriptor(options, current.getValue()));
        }
        for (String family : generations.leftOver()) {
            families.add(descriptor(options, family));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB database = RocksDB.open(options.database(), databaseDirectory.toString(), families, handles);
        RocksDbTierStore store;
        try {
            store = new RocksDbTierStore(directory, options, database, handles.get(0), room, syncInterval);
        } catch (Throwable failure) {
            database.close();
            throw failure;
        }
        try {
            store.takeOver(keyspaces, handles.subList(1, handles.size()), generations.next());
            return store;
        } catch (Throwable failure) {
            store.close();
            throw failure;
        }
    }

    private static List<String> listFamilies(Path databaseDirectory) throws RocksDBException {
        try (Options list = new Options()) {
            return RocksDB.listColumnFamilies(list, databaseDirectory.toString()).stream()
                    .map(name -> new String(name, UTF_8))
                    .toList();
        }
    }

    private static ColumnFamilyDescriptor descriptor(DatabaseOptions options, String family) {
        return new ColumnFamilyDescriptor(family.getBytes(UTF_8), options.keyspace());
    }

    /** The handles of the keyspaces come first, those of what an interrupted clear left over after them. */
    private void takeOver(List<String> keyspaces, List<ColumnFamilyHandle> handles, long next) throws RocksDBException {
        synchronized (familiesLock) {
            nextGeneration = next;
        }
        for (int i = 0; i < handles.size(); i++) {
            if (i < keyspaces.size()) {
                String keyspace = keyspaces.get(i);
                tiers.put(keyspace, new RocksDbTier(this, keyspace, handles.get(i)));
            } else {
                dropFamily(handles.get(i));
            }
        }
        SortedRecords.deleteAll(bulkDirectory);
    }

    @Override
    public Set<String> keyspaces() {
        return inside(() -> Set.copyOf(tiers.keySet()));
    }

    @Override
    public synchronized Tier tier(String keyspace) {
        return inside(() -> {
            RocksDbTier tier = tiers.get(keyspace);
            if (tier == null) {
                tier = new RocksDbTier(this, keyspace, createFamily(keyspace));
                tiers.put(keyspace, tier);
            }
            return tier;
        });
    }

    @Override
    public synchronized void drop(String keyspace) {
        inside(() -> {
            RocksDbTier tier = tiers.get(keyspace);
            if (tier != null) {
                tier.close();
                // Not forgotten before it is gone: beside a new family of its name, the old one would count.
                dropFamily(tier.family());
                tiers.remove(keyspace);
            }
            return keyspace;
        });
    }

    /** By hard links, where the target is on the same disk: takes milliseconds, and no room until files are rewritten. */
    @Override
    public void backup(Path target) {
        long stamp = gate.enter();
        try (BackupDirectory copy = BackupDirectory.begin(target);
                Checkpoint checkpoint = Checkpoint.create(database)) {
            checkpoint.createCheckpoint(copy.path().resolve("db").toString());
            copy.finish();
        } catch (RocksDBException failure) {
            throw Failures.of(failure, "Copying the tiers to " + target, target);
        } finally {
            gate.leave(stamp);
        }
    }

    /** Waits for the thread that confirms without holding anything that who waits for a confirmation might ask for. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        gate.close(() -> {});
        tiers.values().forEach(RocksDbTier::close);
        flush();
        tiers.values().forEach(tier -> tier.family().close());
        try {
            changes.close();
        } finally {
            defaultFamily.close();
            database.close();
            options.close();
        }
    }

    /**
     * Writes what is in memory and in RocksDB's log to files whose checksums are looked at: of a damaged log RocksDB takes the
     * begin for all there is, since it can't tell it from one that a crash cut off.
     */
    private void flush() {
        List<ColumnFamilyHandle> families =
                tiers.values().stream().map(RocksDbTier::family).toList();
        try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
            if (!families.isEmpty()) {
                database.flush(waiting, families);
            }
        } catch (RocksDBException full) {
            // The log has it all the same.
        }
    }

    RocksDB database() {
        return database;
    }

    WriteOptions writeOptions() {
        return options.write();
    }

    RoomGuard room() {
        return room;
    }

    ConfirmedChanges changes() {
        return changes;
    }

    Path directory() {
        return directory;
    }

    /** A directory for one bulk load, not there yet. */
    Path newBulkDirectory() {
        return bulkDirectory.resolve("load-" + bulkLoadCount.incrementAndGet());
    }

    /** A family with no records. */
    ColumnFamilyHandle createFamily(String keyspace) throws RocksDBException {
        synchronized (familiesLock) {
            String family = Generations.familyOf(keyspace, nextGeneration);
            ColumnFamilyHandle handle = database.createColumnFamily(descriptor(options, family));
            nextGeneration++;
            return handle;
        }
    }

    /** Deletes a family, on disk when this returns. Iterators that are open on it go on. If it fails, nothing was changed. */
    void dropFamily(ColumnFamilyHandle handle) throws RocksDBException {
        synchronized (familiesLock) {
            database.dropColumnFamily(handle);
            database.destroyColumnFamilyHandle(handle);
        }
    }

    StoreException failed(RocksDBException failure, String what) {
        return Failures.of(failure, what, directory);
    }

    /** Has the disk confirm all that was written to the log; writers are not kept from writing meanwhile. */
    private void syncLog() {
        try {
            database.syncWal();
        } catch (RocksDBException failure) {
            throw new StoreException("RocksDB could not sync its log: " + failure.getMessage(), failure);
        }
    }

    private <T> T inside(Action<T> action) {
        long stamp = gate.enter();
        try {
            return action.run();
        } catch (RocksDBException failure) {
            throw failed(failure, "Managing the tiers");
        } finally {
            gate.leave(stamp);
        }
    }

    private interface Action<T> {
        T run() throws RocksDBException;
    }
}
