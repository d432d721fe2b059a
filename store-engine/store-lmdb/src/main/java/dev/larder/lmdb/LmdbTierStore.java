package dev.larder.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.larder.store.DirectoryLockedException;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StoreException;
import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider.TierStore;
import dev.larder.store.spi.tier.BackupDirectory;
import dev.larder.store.spi.tier.ConfirmedChanges;
import dev.larder.store.spi.tier.Gate;
import dev.larder.store.spi.tier.SortedRecords;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.LmdbException;

/**
 * An LMDB environment with one named database for each keyspace.
 *
 * <p>The directory has {@code db}, which is LMDB's, {@code LOCK}, since LMDB itself would let the same process open it twice,
 * which breaks it, and {@code bulk} with what loads sort, which is of no use after a stop.
 *
 * <p><b>Threads:</b> safe for use by any number. Making and dropping tiers hold this object's monitor.
 */
final class LmdbTierStore implements TierStore {
    private static final String FILE = "data.mdb";

    private final Path directory;
    private final Closeable lock;
    private final LmdbEnvironment environment;
    private final BatchWriter writer;
    private final ConfirmedChanges changes;
    private final Gate gate;
    private final Map<String, LmdbTier> tiers = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong bulkLoadCount = new AtomicLong();

    private LmdbTierStore(Path directory, Closeable lock, LmdbEnvironment environment, Duration syncInterval) {
        this.directory = directory;
        this.lock = lock;
        this.environment = environment;
        this.writer = new BatchWriter(environment);
        this.gate = new Gate("the store of tiers in " + directory);
        this.changes = new ConfirmedChanges("larder-lmdb-sync", syncInterval, environment::sync);
    }

    static LmdbTierStore open(Path directory, LmdbSettings settings, Duration syncInterval) {
        Path data = directory.resolve("db");
        try {
            Files.createDirectories(data);
            Closeable lock = lock(directory);
            try {
                SortedRecords.deleteAll(directory.resolve("bulk"));
                return open(directory, data, lock, settings, syncInterval);
            } catch (Throwable failure) {
                lock.close();
                throw failure;
            }
        } catch (LmdbException failure) {
            throw Failures.of(failure, "Opening the tier", directory);
        } catch (IOException failure) {
            throw new StorageFailedException(
                    "The tier's directory " + directory + " could not be made: " + failure + ". Check its parent.",
                    0,
                    failure);
        }
    }

    private static LmdbTierStore open(
            Path directory, Path data, Closeable lock, LmdbSettings settings, Duration syncInterval)
            throws IOException {
        Path file = data.resolve(FILE);
        LmdbEnvironment environment = new LmdbEnvironment(data, Files.exists(file) ? Files.size(file) : 0, settings);
        try {
            return new LmdbTierStore(directory, lock, environment, syncInterval);
        } catch (Throwable failure) {
            environment.close();
            throw failure;
        }
    }

    private static Closeable lock(Path directory) throws IOException {
        Closeable lock = FileSystem.system().tryLock(directory.resolve("LOCK"));
        if (lock == null) {
            throw new DirectoryLockedException("The tier's directory " + directory
                    + " is open in another process or store. Close that one first.");
        }
        return lock;
    }

    private static void release(Closeable lock) {
        try {
            lock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Read from the file: a tier that nobody asked for since the store was opened has no object here. */
    @Override
    public Set<String> keyspaces() {
        return inside(this::readKeyspaces);
    }

    private Set<String> readKeyspaces() {
        return environment.read(txn -> {
            Set<String> names = new HashSet<>();
            Dbi<byte[]> list = environment.env().openDbi(txn, null, null, false);
            try (Cursor<byte[]> cursor = list.openCursor(txn)) {
                for (boolean more = cursor.first(); more; more = cursor.next()) {
                    names.add(new String(cursor.key(), UTF_8));
                }
            }
            return names;
        });
    }

    @Override
    public synchronized Tier tier(String keyspace) {
        return inside(() -> openTier(keyspace));
    }

    private LmdbTier openTier(String keyspace) {
        LmdbTier tier = tiers.get(keyspace);
        if (tier == null) {
            tier = new LmdbTier(this, keyspace, openDatabase(requireName(keyspace)));
            tiers.put(keyspace, tier);
        }
        return tier;
    }

    @Override
    public synchronized void drop(String keyspace) {
        inside(() -> {
            if (readKeyspaces().contains(keyspace)) {
                LmdbTier tier = openTier(keyspace);
                tier.close();
                writer.changeAlone(txn -> tier.database().drop(txn, true));
                tiers.remove(keyspace);
                changes.count();
            }
            return keyspace;
        });
    }

    /** Reads the whole file. Changes go on meanwhile; only growing the map waits. */
    @Override
    public void backup(Path target) {
        long stamp = gate.enter();
        try (BackupDirectory copy = BackupDirectory.begin(target)) {
            Path data = copy.path().resolve("db");
            Files.createDirectory(data);
            environment.copyTo(data);
            copy.finish();
        } catch (IOException failure) {
            throw new StorageFailedException(
                    "A directory could not be made in the backup " + target + ": " + failure + ". Check its disk.",
                    0,
                    failure);
        } catch (LmdbException failure) {
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
        tiers.values().forEach(LmdbTier::close);
        try {
            changes.close();
        } finally {
            environment.close();
            release(lock);
        }
    }

    LmdbEnvironment environment() {
        return environment;
    }

    BatchWriter writer() {
        return writer;
    }

    ConfirmedChanges changes() {
        return changes;
    }

    /** A directory for one bulk load, not there yet. */
    Path newBulkDirectory() {
        return directory.resolve("bulk").resolve("load-" + bulkLoadCount.incrementAndGet());
    }

    boolean isFinal(LmdbException failure) {
        return Failures.isFinal(failure, directory);
    }

    StoreException failed(LmdbException failure, String what) {
        return Failures.of(failure, what, directory);
    }

    private Dbi<byte[]> openDatabase(byte[] name) {
        Opened opened = new Opened();
        writer.changeAlone(
                txn -> opened.database = environment.env().openDbi(txn, name, null, false, DbiFlags.MDB_CREATE));
        Dbi<byte[]> database = opened.database;
        if (database == null) {
            throw new AssertionError("a transaction that was committed opened its database");
        }
        return database;
    }

    private static final class Opened {
        private @Nullable Dbi<byte[]> database;
    }

    /** LMDB keeps names among the keys of a database, and ends them at a zero. */
    private byte[] requireName(String keyspace) {
        byte[] name = keyspace.getBytes(UTF_8);
        if (name.length == 0 || name.length > environment.maxKeyBytes() || keyspace.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(String.format(
                    "a keyspace in LMDB must have a name of 1 to %d bytes without a zero, found %d bytes: '%s'",
                    environment.maxKeyBytes(), name.length, keyspace));
        }
        return name;
    }

    private <T> T inside(Supplier<T> action) {
        long stamp = gate.enter();
        try {
            return action.get();
        } catch (LmdbException failure) {
            throw failed(failure, "Managing the tiers");
        } finally {
            gate.leave(stamp);
        }
    }
}
