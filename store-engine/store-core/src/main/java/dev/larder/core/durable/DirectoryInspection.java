package dev.larder.core.durable;

import dev.larder.core.journal.LogEnding;
import dev.larder.core.journal.LogInspection;
import dev.larder.core.journal.LogInspection.SegmentReport;
import dev.larder.core.snapshot.DirectoryLock;
import dev.larder.core.snapshot.KeyspaceRecord;
import dev.larder.core.snapshot.Manifest;
import dev.larder.core.snapshot.ManifestFile;
import dev.larder.core.snapshot.SnapshotReference;
import dev.larder.store.CorruptDataException;
import dev.larder.store.DataDamage;
import dev.larder.store.DirectoryReport;
import dev.larder.store.DirectoryReport.KeyspaceFiles;
import dev.larder.store.DirectoryReport.LogFile;
import dev.larder.store.DirectoryReport.SnapshotFile;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a data directory and says what is there and what is damaged; changes nothing. For one thread, once. */
final class DirectoryInspection {
    private final FileSystem fileSystem;
    private final Path directory;
    private final List<DataDamage> damage = new ArrayList<>();

    DirectoryInspection(FileSystem fileSystem, Path directory) {
        this.fileSystem = fileSystem;
        this.directory = directory;
    }

    /** Where the log ends. */
    static LogEnding ending(FileSystem fileSystem, Path directory, long firstSequence) throws IOException {
        return LogEnding.of(LogInspection.inspect(fileSystem, directory), directory, firstSequence);
    }

    /**
     * Reads everything.
     *
     * @param locked whether the caller has locked the directory; then blocks of snapshots are read too
     */
    DirectoryReport run(boolean locked) throws IOException {
        String holder = locked ? null : DirectoryLock.holderOf(fileSystem, directory);
        Manifest manifest = readManifest();
        List<SegmentReport> segments = LogInspection.inspect(fileSystem, directory);
        long firstSequence = manifest != null ? manifest.firstSegment() : firstOf(segments);
        LogEnding ending = LogEnding.of(segments, directory, firstSequence);
        if (holder == null) {
            noteLogDamage(ending, segments, manifest == null ? null : manifest.storeId());
        }
        keyspacesOf(manifest).forEach(this::noteMissingTier);
        List<DataDamage> repairGivesUp = List.of();
        if (manifest != null && holder == null) {
            noteSnapshotDamage(manifest);
            noteWhatIsMissing(manifest);
            if (locked || !damage.isEmpty()) {
                RepairPlan repair = RepairPlan.of(fileSystem, directory, manifest);
                repair.snapshotDamage().forEach(this::note);
                repairGivesUp = repair.givesUp();
            }
        }
        return new DirectoryReport(
                directory,
                manifest == null ? null : manifest.storeId(),
                manifest != null && manifest.stoppedCleanly(),
                holder,
                keyspacesOf(manifest).stream().map(this::filesOf).toList(),
                segments.stream().map(DirectoryInspection::logFile).toList(),
                ending.intactThrough(),
                ending.isDamaged() ? 0 : ending.bytesBehind(),
                damage,
                repairGivesUp);
    }

    private @Nullable Manifest readManifest() throws IOException {
        try {
            return ManifestFile.read(fileSystem, directory);
        } catch (CorruptDataException found) {
            note(found);
            return null;
        }
    }

    private static List<KeyspaceRecord> keyspacesOf(@Nullable Manifest manifest) {
        return manifest == null
                ? List.of()
                : manifest.keyspaces().stream()
                        .sorted(Comparator.comparingInt(KeyspaceRecord::id))
                        .toList();
    }

    private static long firstOf(List<SegmentReport> segments) {
        LogInspection.Header header =
                segments.isEmpty() ? null : segments.get(0).header();
        return header == null ? 1 : header.firstSequence();
    }

    private void noteLogDamage(LogEnding ending, List<SegmentReport> segments, @Nullable UUID storeId) {
        if (ending.isDamaged()) {
            String message = String.format(
                    Locale.ROOT,
                    "Log file %s is damaged at byte %d: the frame of sequence %d is not valid or missing, though the disk"
                            + " had confirmed all up to sequence %d. Intact is all up to sequence %d.",
                    ending.file(),
                    ending.offset(),
                    ending.intactThrough() + 1,
                    ending.confirmedThrough(),
                    ending.intactThrough());
            damage.add(new DataDamage(ending.file(), ending.offset(), message));
        }
        for (SegmentReport segment : segments) {
            LogInspection.Header header = segment.header();
            if (header != null && storeId != null && !header.storeId().equals(storeId)) {
                String message = "Log file " + segment.file() + " belongs to store " + header.storeId()
                        + ", and this directory is of store " + storeId + ".";
                damage.add(new DataDamage(segment.file(), 0, message));
            }
        }
    }

    /** Of snapshots all but their blocks. */
    private void noteSnapshotDamage(Manifest manifest) throws IOException {
        SnapshotFiles files = new SnapshotFiles(fileSystem, directory, manifest.storeId());
        for (KeyspaceRecord keyspace : manifest.keyspaces()) {
            if (keyspace.snapshot() != null) {
                try {
                    files.open(keyspace, SnapshotFiles.NO_COMPRESSION).close();
                } catch (CorruptDataException found) {
                    note(found);
                }
            }
        }
    }

    private void noteWhatIsMissing(Manifest manifest) throws IOException {
        try {
            PendingRepair.requireNone(manifest, directory);
            Catalog.requireLog(fileSystem, directory, manifest);
        } catch (CorruptDataException found) {
            note(found);
        }
    }

    /** Tiers are looked into by themselves alone; but one that nobody copied is seen from outside. */
    private void noteMissingTier(KeyspaceRecord keyspace) {
        String kind = keyspace.properties().get(Catalog.TIER);
        Path tier = kind == null ? null : Tiers.directoryOf(directory, kind);
        if (tier != null && !fileSystem.exists(tier)) {
            damage.add(new DataDamage(
                    tier,
                    0,
                    "Keyspace '" + keyspace.name() + "' is kept in the directory " + tier + ", which is missing."));
        }
    }

    /** Once, also if it is found again. */
    private void note(CorruptDataException found) {
        DataDamage noted = new DataDamage(found.file(), found.offset(), String.valueOf(found.getMessage()));
        if (!damage.contains(noted)) {
            damage.add(noted);
        }
    }

    private KeyspaceFiles filesOf(KeyspaceRecord keyspace) {
        SnapshotReference reference = keyspace.snapshot();
        SnapshotFile snapshot = reference == null
                ? null
                : new SnapshotFile(
                        directory.resolve(reference.fileName()),
                        reference.sequence(),
                        reference.bytes(),
                        reference.count());
        return new KeyspaceFiles(
                keyspace.id(),
                keyspace.name(),
                keyspace.mode(),
                keyspace.properties().get(Catalog.TIER),
                snapshot);
    }

    private static LogFile logFile(SegmentReport segment) {
        LogInspection.Header header = segment.header();
        long first = header == null ? segment.lastSequence() + 1 : header.firstSequence();
        return new LogFile(
                segment.file(),
                first,
                segment.lastSequence(),
                segment.records(),
                segment.endOffset(),
                segment.markedThrough());
    }
}
