package dev.larder.core.durable;

import dev.larder.core.journal.LogSalvage;
import dev.larder.core.snapshot.KeyspaceRecord;
import dev.larder.core.snapshot.Manifest;
import dev.larder.core.snapshot.SnapshotHeader;
import dev.larder.core.snapshot.SnapshotReference;
import dev.larder.core.snapshot.SnapshotSalvage;
import dev.larder.core.snapshot.SnapshotSummary;
import dev.larder.store.CorruptDataException;
import dev.larder.store.DataDamage;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a repair of a data directory would do: of the log all that is intact is kept, and of each damaged snapshot the blocks that
 * are. Changes nothing until {@link #stage} is called. For one thread.
 */
final class RepairPlan {
    private final FileSystem fileSystem;
    private final Path directory;
    private final Manifest manifest;
    private final LogSalvage log;
    private final Map<KeyspaceRecord, SnapshotSalvage> snapshots = new LinkedHashMap<>();

    private RepairPlan(FileSystem fileSystem, Path directory, Manifest manifest) throws IOException {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.manifest = manifest;
        SnapshotFiles files = new SnapshotFiles(fileSystem, directory, manifest.storeId());
        long usedThrough = 0;
        for (KeyspaceRecord keyspace : manifest.keyspaces()) {
            SnapshotReference reference = keyspace.snapshot();
            if (reference != null) {
                usedThrough = Math.max(usedThrough, reference.sequence());
                SnapshotSalvage salvage = files.salvage(keyspace);
                if (!salvage.damage().isEmpty()) {
                    snapshots.put(keyspace, salvage);
                }
            }
        }
        log = LogSalvage.of(
                fileSystem,
                directory,
                manifest.storeId(),
                manifest.firstSegment(),
                usedThrough,
                Catalog.hasLog(manifest));
    }

    /**
     * Reads the directory.
     *
     * @throws dev.larder.store.StoreException if a later release wrote it
     */
    static RepairPlan of(FileSystem fileSystem, Path directory, Manifest manifest) throws IOException {
        return new RepairPlan(fileSystem, directory, manifest);
    }

    /** Whether there is damage that a repair does something about. */
    boolean isNeeded() {
        return log.isNeeded() || !snapshots.isEmpty();
    }

    /** Every damage of snapshots. */
    List<CorruptDataException> snapshotDamage() {
        return snapshots.values().stream()
                .flatMap(salvage -> salvage.damage().stream())
                .toList();
    }

    /** What is given up, in words. */
    List<DataDamage> givesUp() {
        List<DataDamage> given = new ArrayList<>();
        for (LogSalvage.Lost lost : log.lost()) {
            String message = String.format(
                    Locale.ROOT,
                    "Records %d to %d of the log are given up. A key that they changed is again as it was before, unless a"
                            + " later record changed it too; what they removed is there again. Nothing tells which keys"
                            + " those are.",
                    lost.firstSequence(),
                    lost.lastSequence());
            given.add(new DataDamage(lost.file(), lost.offset(), message));
        }
        snapshots.forEach((keyspace, salvage) -> {
            CorruptDataException first = salvage.damage().get(0);
            String message = String.format(
                    Locale.ROOT,
                    "Of the snapshot of keyspace '%s' %s are kept. The entries of the others are given up, unless a record"
                            + " of the log behind the snapshot wrote them again.",
                    keyspace.name(),
                    salvage.intact());
            given.add(new DataDamage(first.file(), first.offset(), message));
        });
        return given;
    }

    /** The names of the files that are moved aside. */
    List<String> moved() {
        List<Path> files = new ArrayList<>(log.superfluous());
        SnapshotFiles named = new SnapshotFiles(fileSystem, directory, manifest.storeId());
        snapshots.keySet().forEach(keyspace -> files.add(named.fileOf(keyspace)));
        return files.stream()
                .filter(fileSystem::exists)
                .map(file -> file.getFileName().toString())
                .toList();
    }

    /** Writes the new files with a suffix to their names and has the disk confirm them; returns the manifest for them. */
    Manifest stage(String suffix) throws IOException {
        log.write(suffix);
        List<KeyspaceRecord> keyspaces = new ArrayList<>();
        for (KeyspaceRecord keyspace : manifest.keyspaces()) {
            SnapshotSalvage salvage = snapshots.get(keyspace);
            SnapshotReference damaged = keyspace.snapshot();
            keyspaces.add(
                    salvage == null || damaged == null
                            ? keyspace
                            : keyspace.withSnapshot(stage(salvage, keyspace, damaged, suffix)));
        }
        fileSystem.forceDirectory(directory);
        return new Manifest(
                manifest.storeId(),
                manifest.generation() + 1,
                log.firstSegment(),
                manifest.nextKeyspaceId(),
                false,
                keyspaces,
                manifest.properties());
    }

    private SnapshotReference stage(
            SnapshotSalvage salvage, KeyspaceRecord keyspace, SnapshotReference damaged, String suffix)
            throws IOException {
        SnapshotHeader header = new SnapshotHeader(manifest.storeId(), keyspace.id(), damaged.sequence());
        SnapshotSummary summary = salvage.writeTo(directory.resolve(header.fileName() + suffix), header);
        return new SnapshotReference(header.fileName(), header.sequence(), summary.bytes(), summary.count());
    }
}
