package dev.larder.core.durable;

import dev.larder.core.codec.Compressions;
import dev.larder.core.codec.EntryCodec;
import dev.larder.core.journal.Journal;
import dev.larder.core.journal.JournalConfig;
import dev.larder.core.journal.RecoveryReport;
import dev.larder.core.snapshot.DirectoryLock;
import dev.larder.core.snapshot.KeyspaceRecord;
import dev.larder.core.snapshot.SnapshotHeader;
import dev.larder.core.snapshot.SnapshotReader;
import dev.larder.core.snapshot.SnapshotReference;
import dev.larder.core.snapshot.SnapshotSummary;
import dev.larder.core.snapshot.SnapshotWriter;
import dev.larder.store.CodecConfig;
import dev.larder.store.DiskConfig;
import dev.larder.store.DiskStatus;
import dev.larder.store.Durability;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.RestoreReport;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StoreConfig;
import dev.larder.store.spi.Compression;
import dev.larder.store.spi.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The data directory of an open store: the log of all its keyspaces, their snapshots, and the manifest that says what
 * belongs together (docs/design/0008).
 *
 * <p>Opening goes through these passes: (1) lock the directory; (2) read the manifest, or begin a new store; (3) read the
 * log, verifying every frame, noting which stretches belong to which keyspace, and cutting what a crash tore; (4) note that
 * the store is open, and delete files that the manifest does not name, which a crash left half-made; and for each
 * keyspace, when it is created: (5) read its snapshot; (6) replay its records behind that.
 *
 * <p>Safe from any thread.
 */
public final class DurableStore implements AutoCloseable {
    private static final String ZSTANDARD = "zstd";

    private final StoreConfig config;
    private final DiskConfig disk;
    private final Workers workers;
    private final DirectoryLock lock;
    private final Catalog catalog;
    private final Journal journal;
    private final LogIndex index;
    private final long openedAtSequence;
    private final Compressions compressions;
    private final @Nullable Compression snapshotCompression;
    private final Sinks sinks = new Sinks();
    /** Read-held while a keyspace is read from files that are given up under the write lock. */
    private final ReentrantReadWriteLock files = new ReentrantReadWriteLock();

    private final Map<Integer, RecordedKeyspace<?, ?>> open = new ConcurrentHashMap<>();
    /** The keyspaces that were recorded since the store was opened, of which the index knows nothing. */
    private final Set<Integer> recorded = ConcurrentHashMap.newKeySet();

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
        this.index = index;
        this.journal = journal;
        workers = new Workers(Runtime.getRuntime().availableProcessors(), threads);
        openedAtSequence = journal.lastSequence();
        compressions = new Compressions(config.classLoader());
        snapshotCompression = snapshotCompression(compressions, disk.snapshotCompression());
        tiers = new Tiers(disk, config.classLoader());
        checkpoints = new Checkpoints(this, disk, config.clock(), threads);
    }

    /** Zstandard packs twice as well as LZ4, and is read as fast: a snapshot is read by all cores, and from the disk. */
    private static @Nullable Compression snapshotCompression(Compressions compressions, String name) {
        if (!name.equals(CodecConfig.AUTO)) {
            return compressions.ofSettings(name);
        }
        return compressions.isAvailable(ZSTANDARD) ? compressions.ofSettings(ZSTANDARD) : compressions.ofSettings(name);
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
        int id =
                DiskFailures.translating("note a keyspace in", disk.directory(), () -> catalog.idOf(name, persistence));
        Durability durability = persistence.durability() == null ? disk.durability() : persistence.durability();
        checkpoints.start();
        String kind = persistence.tier();
        if (kind != null) {
            TierVersions versions = new TierVersions(catalog.versionsThrough(id), through -> reserve(id, through));
            Tier tier = tiers.tier(kind, name);
            TierChanges<K, V> changes = new TierChanges<>(
                    tier, codec, versions, durability, sinks, keepsTimes, catalog.countOf(id, tier::approximateCount));
            TieredKeyspace<K, V> tiered =
                    new TieredKeyspace<>(this, id, name, tier, codec, persistence, changes, config.clock());
            tieredKeyspaces.put(id, tiered);
            return tiered;
        }
        boolean usedBefore = recorded.contains(id);
        LoggedChanges<K, V> log = null;
        if (persistence.isLogged()) {
            // Before the first record, which the log must not be cut behind.
            recorded.add(id);
            log = new LoggedChanges<>(id, codec, journal, durability, sinks, config.clock(), keepsTimes);
        }
        RecordedKeyspace<K, V> made = new RecordedKeyspace<>(this, name, id, usedBefore, persistence, codec, log, keepsTimes);
        open.put(id, made);
        return made;
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

    /** Forgets a keyspace and all that the directory has of it, if it has anything. */
    public void drop(String name) {
        DiskFailures.translatingAll("delete a keyspace of", disk.directory(), () -> {
            KeyspaceRecord dropped = catalog.drop(name);
            if (dropped != null) {
                open.remove(dropped.id());
                recorded.remove(dropped.id());
                tieredKeyspaces.remove(dropped.id());
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

    /** Waits until the disk has confirmed a record and all before it. */
    void confirm(long sequence) {
        if (sequence > 0) {
            journal.awaitDurable(sequence);
        }
    }

    /**
     * Reads a keyspace's entries.
     *
     * @param usedBefore whether it may have been recorded before in this run
     */
    <K, V> RestoreReport restore(
            int id, boolean isRecorded, boolean usedBefore, Restoration<K, V> restoration) {
        files.readLock().lock();
        try {
            return DiskFailures.translating(
                    "read", disk.directory(), () -> read(id, isRecorded, usedBefore, restoration));
        } finally {
            files.readLock().unlock();
        }
    }

    private <K, V> RestoreReport read(
            int id, boolean isRecorded, boolean usedBefore, Restoration<K, V> restoration) throws IOException {
        SnapshotReference reference = catalog.record(id).snapshot();
        try (SnapshotReader snapshot = reference == null
                ? null
                : SnapshotReader.open(
                        disk.fileSystem(), disk.directory().resolve(reference.fileName()), compressions::ofId)) {
            long afterSequence = reference == null ? 0 : reference.sequence();
            long lastSequence = usedBefore ? journal.lastSequence() : openedAtSequence;
            LogIndex.Records records = (usedBefore ? indexAgain() : index).of(id);
            return restoration.run(
                    new Restoration.Source(snapshot, journal, records, id, afterSequence, lastSequence, isRecorded),
                    workers);
        }
    }

    private LogIndex indexAgain() {
        LogIndex made = new LogIndex();
        journal.replay(journal.allBlocks(), made);
        return made;
    }

    /** Writes the entries of a snapshot. */
    @FunctionalInterface
    interface SnapshotContent {
        SnapshotSummary writeTo(SnapshotWriter writer) throws IOException;
    }

    /**
     * Has a snapshot written, makes it the keyspace's own, and deletes the one before.
     *
     * @param sequence all records up to this one are in it
     */
    void publish(RecordedKeyspace<?, ?> keyspace, long sequence, SnapshotContent content) {
        DiskFailures.translatingAll("write a snapshot to", disk.directory(), () -> {
            SnapshotHeader header = new SnapshotHeader(catalog.storeId(), keyspace.id(), sequence);
            Path file = disk.directory().resolve(header.fileName());
            try (SnapshotWriter writer = SnapshotWriter.create(disk.fileSystem(), file, header, snapshotCompression)) {
                SnapshotSummary summary = content.writeTo(writer);
                // A frame that the log may yet lose would give its number to another, which would then never be
                // replayed.
                confirm(sequence);
                catalog.snapshotTaken(header, summary);
            }
        });
    }

    /** Notes that a keyspace's snapshot holds all that was recorded of it so far, since nothing was after it. */
    void snapshotStillHolds(RecordedKeyspace<?, ?> keyspace, long throughSequence) {
        DiskFailures.translatingAll("note a snapshot in", disk.directory(), () -> {
            confirm(throughSequence);
            catalog.snapshotStillHolds(keyspace.id(), throughSequence);
        });
    }

    /** Begins a new file of the log; returns the last record before it. */
    long rotate() {
        return journal.rotate();
    }

    long lastSequence() {
        return journal.lastSequence();
    }

    /**
     * Gives up the files of the log that no keyspace needs any more. What nobody came for is made snapshots first, so that it
     * does not keep the log from being cut.
     */
    void cutLog() {
        files.writeLock().lock();
        try {
            saveUnclaimed();
            cutToSnapshots();
        } finally {
            files.writeLock().unlock();
        }
    }

    private void saveUnclaimed() {
        for (KeyspaceRecord record : catalog.keyspaces()) {
            long snapshotSequence =
                    record.snapshot() == null ? 0 : record.snapshot().sequence();
            LogIndex.Records records = index.of(record.id());
            boolean claimed = open.containsKey(record.id()) || recorded.contains(record.id());
            if (!claimed && records.lastSequence > snapshotSequence) {
                DiskFailures.translatingAll(
                        "write a snapshot to",
                        disk.directory(),
                        () -> saveUnclaimed(record, records, snapshotSequence));
            }
        }
    }

    private void saveUnclaimed(KeyspaceRecord record, LogIndex.Records records, long snapshotSequence)
            throws IOException {
        UnclaimedKeyspace unclaimed = new UnclaimedKeyspace();
        SnapshotReference reference = record.snapshot();
        try (SnapshotReader snapshot = reference == null
                ? null
                : SnapshotReader.open(
                        disk.fileSystem(), disk.directory().resolve(reference.fileName()), compressions::ofId)) {
            unclaimed.read(snapshot, journal, records, record.id(), snapshotSequence);
        }
        // Its last record may be the mark of a clean stop, which is surely on disk only once something behind it is.
        confirm(openedAtSequence);
        SnapshotHeader header = new SnapshotHeader(catalog.storeId(), record.id(), openedAtSequence);
        Path file = disk.directory().resolve(header.fileName());
        try (SnapshotWriter writer = SnapshotWriter.create(disk.fileSystem(), file, header, snapshotCompression)) {
            catalog.snapshotTaken(header, unclaimed.write(writer));
        }
    }

    private void cutToSnapshots() {
        long needed = journal.lastSequence();
        for (KeyspaceRecord record : catalog.keyspaces()) {
            long snapshotSequence =
                    record.snapshot() == null ? 0 : record.snapshot().sequence();
            if (recorded.contains(record.id()) || index.of(record.id()).lastSequence > snapshotSequence) {
                needed = Math.min(needed, snapshotSequence);
            }
        }
        long first = journal.firstSegmentFor(needed);
        DiskFailures.translatingAll("cut the log of", disk.directory(), () -> {
            if (catalog.logBegins(first)) {
                journal.release(first);
            }
        });
    }
}
