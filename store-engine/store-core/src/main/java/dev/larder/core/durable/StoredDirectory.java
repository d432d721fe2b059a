package dev.larder.core.durable;

import dev.larder.core.durable.DiskFailures.DiskWork;
import dev.larder.core.journal.LogCopy;
import dev.larder.core.journal.LogEnding;
import dev.larder.core.journal.LogRepair;
import dev.larder.core.snapshot.DirectoryLock;
import dev.larder.core.snapshot.KeyspaceRecord;
import dev.larder.core.snapshot.Manifest;
import dev.larder.core.snapshot.ManifestFile;
import dev.larder.core.snapshot.SnapshotReader;
import dev.larder.core.snapshot.SnapshotReference;
import dev.larder.store.CorruptDataException;
import dev.larder.store.DataDamage;
import dev.larder.store.DataDirectory;
import dev.larder.store.DirectoryReport;
import dev.larder.store.RepairReport;
import dev.larder.store.StoreException;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A data directory that no store of this object's has open, for tools. Safe from any thread. */
public final class StoredDirectory implements DataDirectory {
    private final FileSystem fileSystem;
    private final Path directory;

    /** Looks at nothing yet. */
    public StoredDirectory(FileSystem fileSystem, Path directory) {
        this.fileSystem = fileSystem;
        this.directory = directory;
    }

    @Override
    public DirectoryReport inspect() {
        requireData();
        return DiskFailures.translating(
                "read", directory, () -> new DirectoryInspection(fileSystem, directory).run(false));
    }

    @Override
    public DirectoryReport verify() {
        return locked("read", () -> new DirectoryInspection(fileSystem, directory).run(true));
    }

    @Override
    public RepairReport repair(Path aside) {
        return locked("repair", () -> {
            Manifest manifest = requireManifest();
            LogEnding ending = DirectoryInspection.ending(fileSystem, directory, manifest.firstSegment());
            List<Path> moved = List.of();
            if (ending.isDamaged()) {
                DirectoryCopy.requireEmpty(fileSystem, aside);
                fileSystem.createDirectories(aside);
                ManifestFile.write(fileSystem, aside, manifest);
                // Before the log, which stays damaged, and the store shut, until its last step.
                ManifestFile.write(fileSystem, directory, endingAt(manifest, ending.intactThrough()));
                moved = LogRepair.keepIntact(fileSystem, directory, manifest.storeId(), manifest.firstSegment(), aside)
                        .movedAside();
            }
            return new RepairReport(
                    ending.intactThrough(),
                    moved,
                    new DirectoryInspection(fileSystem, directory).run(true).damage());
        });
    }

    /**
     * The manifest of a log that ends earlier. The numbers behind its end are given out again, so a snapshot must not be
     * taken to have what they will stand for; what it has of the lost records stays, as the state at the log's end.
     */
    private static Manifest endingAt(Manifest manifest, long lastSequence) {
        List<KeyspaceRecord> keyspaces = manifest.keyspaces().stream()
                .map(keyspace -> {
                    SnapshotReference snapshot = keyspace.snapshot();
                    return snapshot == null || snapshot.sequence() <= lastSequence
                            ? keyspace
                            : keyspace.withSnapshot(new SnapshotReference(
                                    snapshot.fileName(), lastSequence, snapshot.bytes(), snapshot.count()));
                })
                .toList();
        return new Manifest(
                manifest.storeId(),
                manifest.generation() + 1,
                manifest.firstSegment(),
                manifest.nextKeyspaceId(),
                false,
                keyspaces,
                manifest.properties());
    }

    @Override
    public void restoreTo(Path target) {
        locked("restore", () -> {
            List<DataDamage> damage =
                    new DirectoryInspection(fileSystem, directory).run(true).damage();
            if (!damage.isEmpty()) {
                DataDamage first = damage.get(0);
                throw new CorruptDataException(
                        "Directory " + directory + " is damaged in " + damage.size() + " places and was not restored. "
                                + first.message() + " Restore another backup.",
                        first.file(),
                        first.offset());
            }
            Manifest manifest = requireManifest();
            DirectoryCopy copy = DirectoryCopy.begin(fileSystem, target);
            copy.addTierFiles(directory);
            LogCopy.copy(
                    fileSystem,
                    DirectoryInspection.ending(fileSystem, directory, manifest.firstSegment())
                            .parts(),
                    target);
            SnapshotFiles files = new SnapshotFiles(fileSystem, directory, manifest.storeId());
            Map<Integer, SnapshotReader> snapshots = new HashMap<>();
            try {
                for (KeyspaceRecord keyspace : manifest.keyspaces()) {
                    if (keyspace.snapshot() != null) {
                        snapshots.put(keyspace.id(), files.open(keyspace, SnapshotFiles.NO_COMPRESSION));
                    }
                }
                copy.finish(manifest, snapshots);
            } finally {
                for (SnapshotReader snapshot : snapshots.values()) {
                    snapshot.close();
                }
            }
            return Boolean.TRUE;
        });
    }

    private <T> T locked(String what, DiskWork<T> work) {
        requireData();
        return DiskFailures.translating(what, directory, () -> {
            DirectoryLock lock = DirectoryLock.acquire(fileSystem, directory);
            try {
                return work.run();
            } finally {
                lock.close();
            }
        });
    }

    private void requireData() {
        if (!fileSystem.exists(directory.resolve(ManifestFile.NAME))) {
            throw new StoreException(
                    "Directory " + directory + " has no " + ManifestFile.NAME
                            + ", so it is no data directory, or a backup that was never finished. Look whether the path is right.");
        }
    }

    private Manifest requireManifest() throws IOException {
        Manifest manifest = ManifestFile.read(fileSystem, directory);
        if (manifest == null) {
            throw new AssertionError("the manifest of " + directory + " is gone, though it is locked");
        }
        return manifest;
    }
}
