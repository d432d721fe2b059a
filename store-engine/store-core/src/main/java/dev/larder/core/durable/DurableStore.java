package dev.larder.core.durable;

import dev.larder.core.codec.Compressions;
import dev.larder.core.codec.EntryCodec;
import dev.larder.core.journal.Journal;
import dev.larder.core.journal.JournalConfig;
import dev.larder.core.journal.RecoveryReport;
import dev.larder.core.snapshot.DirectoryLock;
import dev.larder.core.snapshot.KeyspaceRecord;
import dev.larder.store.DiskConfig;
import dev.larder.store.DiskStatus;
import dev.larder.store.Durability;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StoreConfig;
import dev.larder.store.spi.Tier;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * The data directory of an open store: the log of all its keyspaces, their snapshots, and the manifest that says what
 * belongs together (docs/design/0008).
 *
 * <p>Opening goes through these passes: (1) lock the directory; (2) read the manifest, or begin a new store, and see that
 * every snapshot is there, is the keyspace's own, and has head, end and index intact; (3) read the
 * log, verifying every frame, noting which stretches belong to which keyspace, and cutting what a crash tore; (4) note that
 * the store is open, and delete files that the manifest does not name, which a crash left half-made; and for each
 * keyspace, when it is created: (5) read its snapshot; (6) replay its records behind that.
 *
 * <p>Safe from any thread.
 */
public final class DurableStore implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DurableStore.class.getName());

    /** No key is changed more often than that in a run. */
    private static final int VERSIONS_OF_A_RUN_BITS = 32;

    private final StoreConfig config;
    private final DiskConfig disk;
    private final DirectoryLock lock;
    private final Catalog catalog;
    private final Journal journal;
    private final LogAndSnapshots contents;
    private final Sinks sinks = new Sinks();
    private final Map<Integer, RecordedKeyspace<?, ?>> open = new ConcurrentHashMap<>();
    private final Map<Integer, TieredKeyspace<?, ?>> tieredKeyspaces = new ConcurrentHashMap<>();
    private final Tiers tiers;
    private final Checkpoints checkpoints;

    private DurableStore(
            StoreConfig config,
            DiskConfig disk,
            ThreadFactory threads,
            DirectoryLock lock,
            Catalog catalog,
            LogIndex index,
            Journal journal) {
        this.config = config;
        this.disk = disk;
        this.lock = lock;
        this.catalog = catalog;
        this.journal = journal;
        contents = new LogAndSnapshots(
                disk,
                catalog,
                index,
                journal,
                new Compressions(config.classLoader()),
                new Workers(Runtime.getRuntime().availableProcessors(), threads));
        tiers = new Tiers(disk, config.classLoader());
        checkpoints = new Checkpoints(this, disk, config.clock(), threads);
    }

    /**
     * Opens the data directory of a store.
     *
     * @param threads makes the threads that write and read files
     * @throws dev.larder.store.DirectoryLockedException if it is open already
     * @throws dev.larder.store.CorruptDataException if a file is damaged; nothing was changed
     */
    public static DurableStore open(StoreConfig config, DiskConfig disk, ThreadFactory threads) {
        Path directory = disk.directory();
        return DiskFailures.translating("open", directory, () -> {
            disk.fileSystem().createDirectories(directory);
            DirectoryLock lock = DirectoryLock.acquire(disk.fileSystem(), directory);
            try {
                Catalog catalog = Catalog.open(disk.fileSystem(), directory);
                new SnapshotFiles(disk.fileSystem(), directory, catalog.storeId()).requireAll(catalog.keyspaces());
                catalog.storeBegins();
                LogIndex index = new LogIndex();
                JournalConfig journalConfig = new JournalConfig(
                        disk.fileSystem(),
                        directory,
                        catalog.storeId(),
                        disk.segmentBytes(),
                        disk.syncInterval(),
                        threads,
                        config.clock().advancesByItself(),
                        // Never the same salts twice, whatever seed the store has: they tell old frames from new ones.
                        new SplittableRandom());
                Journal journal = Journal.open(journalConfig, catalog.firstSegment(), index);
                try {
                    catalog.storeOpened();
                    return new DurableStore(config, disk, threads, lock, catalog, index, journal);
                } catch (Throwable failure) {
                    DiskFailures.closeAfter(failure, journal);
                    throw failure;
                }
            } catch (Throwable failure) {
                DiskFailures.closeAfter(failure, lock);
                throw failure;
            }
        });
    }

    /**
     * Takes a keyspace under its name, with what the directory has of it.
     *
     * @param keepsTimes whether its entries know when they were written
     */
    public <K, V> DurableKeyspace<K, V> keyspace(String name, KeyspaceConfig<K, V> keyspace, boolean keepsTimes) {
        Persistence persistence = keyspace.persistence();
        EntryCodec codec = EntryCodec.of(persistence.codecs(), config.classLoader());
        requireSameKeys(name, persistence);
        String kind = persistence.tier();
        if (kind != null && !catalog.isKnown(name)) {
            tiers.begin(kind, name);
        }
        int id =
                DiskFailures.translating("note a keyspace in", disk.directory(), () -> catalog.idOf(name, persistence));
        Durability durability = persistence.durability() == null ? disk.durability() : persistence.durability();
        checkpoints.start();
        if (kind != null) {
            TierVersions versions = new TierVersions(catalog.versionsThrough(id), through -> reserve(id, through));
            Tier tier = tiers.tier(kind, name);
            Undecodable undecodable = new Undecodable(name, persistence.role());
            TierChanges<K, V> changes = new TierChanges<>(
                    tier,
                    codec,
                    versions,
                    durability,
                    sinks,
                    config.clock(),
                    keepsTimes,
                    undecodable,
                    catalog.countOf(id, tier::approximateCount));
            TieredKeyspace<K, V> tiered =
                    new TieredKeyspace<>(this, id, tier, codec, persistence, changes, undecodable, config.clock());
            tieredKeyspaces.put(id, tiered);
            return tiered;
        }
        boolean usedBefore = contents.isRecorded(id);
        LoggedChanges<K, V> log = null;
        if (persistence.isLogged()) {
            contents.recordingBegins(id);
            log = new LoggedChanges<>(id, codec, journal, durability, sinks, config.clock(), keepsTimes);
        }
        RecordedKeyspace<K, V> made =
                new RecordedKeyspace<>(this, name, id, usedBefore, persistence, codec, log, keepsTimes);
        open.put(id, made);
        return made;
    }

    /**
     * Equal keys would be other bytes by another codec: a tier would not find them, and of a log nobody could tell which of two
     * records of a key came later, unless by knowing both codecs.
     */
    private void requireSameKeys(String name, Persistence persistence) {
        String before = catalog.keyCodecOf(name);
        String now = persistence.codecs().keyCodec();
        if (before == null || before.equals(now)) {
            return;
        }
        if (persistence.role() == Persistence.Role.DATA) {
            throw new IllegalArgumentException("Keyspace '" + name + "' has keys by the codec '" + before
                    + "' on disk and was to be opened with keys by '" + now
                    + "'. Open it as it was and copy its entries"
                    + " to a keyspace of another name, or drop it first.");
        }
        LOG.log(
                Level.WARNING,
                "Cache ''{0}'' begins empty: on disk its keys are by the codec ''{1}'', and by ''{2}'' from now on",
                name,
                before,
                now);
        drop(name);
    }

    /** Whether the directory has a keyspace of that name whose entries are data, not a cache's. */
    public boolean isData(String name) {
        return catalog.isData(name);
    }

    /** A version above all that a keyspace gave out in earlier runs that is not numbered by its records. */
    long firstVersion() {
        return catalog.generation() << VERSIONS_OF_A_RUN_BITS;
    }

    private void reserve(int id, long throughVersion) {
        DiskFailures.translatingAll(
                "note versions in", disk.directory(), () -> catalog.reserveVersions(id, throughVersion));
    }

    /** Gives a keyspace up, which may be taken again; what is on disk stays, with all that was recorded. */
    void release(RecordedKeyspace<?, ?> keyspace) {
        if (keyspace.persistence().mode() == Persistence.Mode.SNAPSHOT) {
            keyspace.snapshot();
        }
        open.remove(keyspace.id(), keyspace);
    }

    /** Gives a tier's keyspace up; the tier stays open. */
    void release(TieredKeyspace<?, ?> keyspace) {
        tieredKeyspaces.remove(keyspace.id(), keyspace);
        DiskFailures.translatingAll(
                "note a count in",
                disk.directory(),
                () -> catalog.noteCount(keyspace.id(), keyspace.approximateCount()));
    }

    /** Gives a keyspace up that is dropped next. */
    void abandon(int id) {
        open.remove(id);
        tieredKeyspaces.remove(id);
    }

    /** Forgets a keyspace and all that the directory has of it, if it has anything. */
    public void drop(String name) {
        DiskFailures.translatingAll("delete a keyspace of", disk.directory(), () -> {
            KeyspaceRecord dropped = catalog.drop(name);
            if (dropped != null) {
                abandon(dropped.id());
                contents.forget(dropped.id());
                String kind = dropped.properties().get(Catalog.TIER);
                if (kind != null) {
                    tiers.drop(kind, name);
                }
            }
        });
    }

    /** Takes snapshots of all keyspaces that have them, and cuts the log where they make it superfluous. */
    public void snapshot() {
        checkpoints.run(true);
    }

    /**
     * Copies what is on disk to a directory of its own, with what keyspaces that are only snapshotted have by now.
     *
     * @throws IllegalArgumentException if the directory has files
     */
    public void backup(Path target) {
        DiskFailures.translatingAll("make a backup in", target, () -> {
            DirectoryCopy copy = DirectoryCopy.begin(disk.fileSystem(), target);
            for (RecordedKeyspace<?, ?> keyspace : openKeyspaces()) {
                if (!keyspace.persistence().isLogged()) {
                    keyspace.snapshot();
                }
            }
            new Backup(disk.fileSystem(), disk.directory(), catalog, journal, tiers).run(copy);
        });
    }

    /** How the directory is doing. */
    public DiskStatus status() {
        RecoveryReport recovery = journal.recovery();
        StorageFailedException failure = journal.failure();
        return new DiskStatus(
                disk.directory(),
                journal.lastSequence(),
                journal.durableSequence(),
                journal.sizeBytes(),
                catalog.snapshotBytes(),
                recovery.frames(),
                recovery.cut() == null ? 0 : recovery.cut().bytes(),
                failure);
    }

    /**
     * Has the disk confirm everything and gives the directory up, after all keyspaces were released. Closing twice does
     * nothing.
     */
    @Override
    public void close() {
        checkpoints.close();
        DiskFailures.translatingAll("close", disk.directory(), () -> {
            try (lock) {
                try (tiers) {
                    journal.close();
                }
                if (journal.failure() == null) {
                    catalog.storeClosed();
                }
            }
        });
    }

    List<RecordedKeyspace<?, ?>> openKeyspaces() {
        return List.copyOf(open.values());
    }

    List<TieredKeyspace<?, ?>> tieredKeyspaces() {
        return List.copyOf(tieredKeyspaces.values());
    }

    long nowMillis() {
        return config.clock().millis();
    }

    /** The length of the log and of all snapshots, bytes. */
    long logBytes() {
        return journal.sizeBytes();
    }

    long snapshotBytes() {
        return catalog.snapshotBytes();
    }

    /** What log and snapshots have of the keyspaces. */
    LogAndSnapshots contents() {
        return contents;
    }

    /** Gives up what of the log no keyspace needs any more. */
    void cutLog() {
        contents.cutLog(open::containsKey);
    }
}
