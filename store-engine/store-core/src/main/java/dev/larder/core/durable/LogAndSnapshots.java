package dev.larder.core.durable;

import dev.larder.core.codec.Compressions;
import dev.larder.core.journal.Journal;
import dev.larder.core.snapshot.KeyspaceRecord;
import dev.larder.core.snapshot.SnapshotHeader;
import dev.larder.core.snapshot.SnapshotReader;
import dev.larder.core.snapshot.SnapshotReference;
import dev.larder.core.snapshot.SnapshotSummary;
import dev.larder.core.snapshot.SnapshotWriter;
import dev.larder.store.CodecConfig;
import dev.larder.store.CorruptDataException;
import dev.larder.store.DiskConfig;
import dev.larder.store.RestoreReport;
import dev.larder.store.spi.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the log and the snapshots of an open store have of its keyspaces: reads it, writes new snapshots, and gives up what of
 * the log they make superfluous. A keyspace is always its snapshot and its records behind it.
 *
 * <p>Safe from any thread.
 */
final class LogAndSnapshots {
    private static final String ZSTANDARD = "zstd";

    private final DiskConfig disk;
    private final Catalog catalog;
    private final LogIndex index;
    private final Journal journal;
    private final Compressions compressions;
    private final @Nullable Compression snapshotCompression;
    private final SnapshotFiles snapshots;
    private final Workers workers;
    private final long openedAtSequence;
    /** Read-held while a keyspace is read from files that are given up under the write lock. */
    private final ReentrantReadWriteLock files = new ReentrantReadWriteLock();

    /** The keyspaces that were recorded since the store was opened, of which the index knows nothing. */
    private final Set<Integer> recorded = ConcurrentHashMap.newKeySet();

    /**
     * Takes what opening the directory found.
     *
     * @param index of the log as it was found
     */
    LogAndSnapshots(
            DiskConfig disk,
            Catalog catalog,
            LogIndex index,
            Journal journal,
            Compressions compressions,
            Workers workers) {
        this.disk = disk;
        this.catalog = catalog;
        this.index = index;
        this.journal = journal;
        this.compressions = compressions;
        this.workers = workers;
        snapshots = new SnapshotFiles(disk.fileSystem(), disk.directory(), catalog.storeId());
        snapshotCompression = snapshotCompression(compressions, disk.snapshotCompression());
        openedAtSequence = journal.lastSequence();
    }

    /** Zstandard packs twice as well as LZ4, and is read as fast: a snapshot is read by all cores, and from the disk. */
    private static @Nullable Compression snapshotCompression(Compressions compressions, String name) {
        if (!name.equals(CodecConfig.AUTO)) {
            return compressions.ofSettings(name);
        }
        return compressions.isAvailable(ZSTANDARD) ? compressions.ofSettings(ZSTANDARD) : compressions.ofSettings(name);
    }

    /** Waits until the disk has confirmed a record and all before it. */
    void confirm(long sequence) {
        if (sequence > 0) {
            journal.awaitDurable(sequence);
        }
    }

    /** Whether a keyspace may have been recorded since the store was opened. */
    boolean isRecorded(int id) {
        return recorded.contains(id);
    }

    /** Notes that a keyspace is recorded from now on; before its first record, which the log must not be cut behind. */
    void recordingBegins(int id) {
        recorded.add(id);
    }

    /**
     * Reads a keyspace.
     *
     * @param isRecorded whether its changes are recorded by now
     * @param usedBefore whether they may have been recorded before, since the store was opened
     */
    <K, V> RestoreReport restore(int id, boolean isRecorded, boolean usedBefore, Restoration<K, V> restoration) {
        files.readLock().lock();
        try {
            return DiskFailures.translating(
                    "read", disk.directory(), () -> read(id, isRecorded, usedBefore, restoration));
        } finally {
            files.readLock().unlock();
        }
    }

    private <K, V> RestoreReport read(int id, boolean isRecorded, boolean usedBefore, Restoration<K, V> restoration)
            throws IOException {
        KeyspaceRecord keyspace = catalog.record(id);
        try (SnapshotReader snapshot = open(keyspace)) {
            long afterSequence = snapshotSequence(keyspace);
            long lastSequence = usedBefore ? journal.lastSequence() : openedAtSequence;
            LogIndex.Records records = (usedBefore ? indexAgain() : index).of(id);
            return restoration.run(
                    new Restoration.Source(snapshot, journal, records, id, afterSequence, lastSequence, isRecorded),
                    workers);
        } catch (CorruptDataException found) {
            throw snapshots.explained(keyspace, found);
        }
    }

    private @Nullable SnapshotReader open(KeyspaceRecord keyspace) throws IOException {
        return keyspace.snapshot() == null ? null : snapshots.open(keyspace, compressions::ofId);
    }

    private LogIndex indexAgain() {
        LogIndex made = new LogIndex();
        journal.replay(journal.allBlocks(), made);
        return made;
    }

    /** A keyspace is gone, with all that there was of it. */
    void forget(int id) {
        recorded.remove(id);
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
            try (SnapshotWriter writer = write(header)) {
                SnapshotSummary summary = content.writeTo(writer);
                // A frame that the log may yet lose would give its number to another, which would then never be
                // replayed.
                confirm(sequence);
                catalog.snapshotTaken(header, summary);
            }
        });
    }

    private SnapshotWriter write(SnapshotHeader header) throws IOException {
        Path file = disk.directory().resolve(header.fileName());
        return SnapshotWriter.create(disk.fileSystem(), file, header, snapshotCompression);
    }

    /** Notes that a keyspace's snapshot holds all that was recorded of it so far, since nothing was after it. */
    void snapshotStillHolds(RecordedKeyspace<?, ?> keyspace, long throughSequence) {
        DiskFailures.translatingAll("note a snapshot in", disk.directory(), () -> {
            confirm(throughSequence);
            catalog.snapshotStillHolds(keyspace.id(), throughSequence);
        });
    }

    /** The last record there is. */
    long lastSequence() {
        return journal.lastSequence();
    }

    /** Begins a new file of the log; returns the last record before it. */
    long rotate() {
        return journal.rotate();
    }

    /**
     * Gives up the files of the log that no keyspace needs any more. What nobody came for is made snapshots first, so that it
     * does not keep the log from being cut.
     *
     * @param isOpen whether somebody has the keyspace of that number
     * @throws CorruptDataException if a keyspace that nobody has is damaged; the log is cut as far as it is not needed for it
     */
    void cutLog(IntPredicate isOpen) {
        files.writeLock().lock();
        try {
            CorruptDataException damage = saveUnclaimed(isOpen);
            cutToSnapshots();
            if (damage != null) {
                throw damage;
            }
        } finally {
            files.writeLock().unlock();
        }
    }

    /** Returns what damage was found: of that keyspace everything stays as it is, and others go on. */
    private @Nullable CorruptDataException saveUnclaimed(IntPredicate isOpen) {
        CorruptDataException damage = null;
        for (KeyspaceRecord record : catalog.keyspaces()) {
            LogIndex.Records records = index.of(record.id());
            boolean claimed = isOpen.test(record.id()) || recorded.contains(record.id());
            if (!claimed && records.lastSequence > snapshotSequence(record)) {
                try {
                    DiskFailures.translatingAll(
                            "write a snapshot to", disk.directory(), () -> saveUnclaimed(record, records));
                } catch (CorruptDataException found) {
                    damage = damage == null ? found : damage;
                }
            }
        }
        return damage;
    }

    private void saveUnclaimed(KeyspaceRecord record, LogIndex.Records records) throws IOException {
        UnclaimedKeyspace unclaimed = new UnclaimedKeyspace();
        try (SnapshotReader snapshot = open(record)) {
            unclaimed.read(snapshot, journal, records, record.id(), snapshotSequence(record));
        } catch (CorruptDataException found) {
            throw snapshots.explained(record, found);
        }
        // Its last record may be the mark of a clean stop, which is surely on disk only once something behind it is.
        confirm(openedAtSequence);
        SnapshotHeader header = new SnapshotHeader(catalog.storeId(), record.id(), openedAtSequence);
        try (SnapshotWriter writer = write(header)) {
            catalog.snapshotTaken(header, unclaimed.write(writer));
        }
    }

    private void cutToSnapshots() {
        long needed = journal.lastSequence();
        for (KeyspaceRecord record : catalog.keyspaces()) {
            if (recorded.contains(record.id()) || index.of(record.id()).lastSequence > snapshotSequence(record)) {
                needed = Math.min(needed, snapshotSequence(record));
            }
        }
        long first = journal.firstSegmentFor(needed);
        DiskFailures.translatingAll("cut the log of", disk.directory(), () -> {
            if (catalog.logBegins(first)) {
                journal.release(first);
            }
        });
    }

    private static long snapshotSequence(KeyspaceRecord record) {
        SnapshotReference snapshot = record.snapshot();
        return snapshot == null ? 0 : snapshot.sequence();
    }
}
