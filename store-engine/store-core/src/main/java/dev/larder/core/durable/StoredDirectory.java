package dev.larder.core.durable;

import dev.larder.core.durable.DiskFailures.DiskWork;
import dev.larder.core.journal.LogCopy;
import dev.larder.core.snapshot.DirectoryLock;
import dev.larder.core.snapshot.KeyspaceRecord;
import dev.larder.core.snapshot.Manifest;
import dev.larder.core.snapshot.ManifestFile;
import dev.larder.core.snapshot.SnapshotReader;
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
            PendingRepair pending = PendingRepair.of(manifest, fileSystem, directory);
            List<DataDamage> givenUp = List.of();
            if (pending == null) {
                RepairPlan plan = RepairPlan.of(fileSystem, directory, manifest);
                if (!plan.isNeeded()) {
                    return report(List.of(), List.of());
                }
                requireUnused(aside, manifest);
                fileSystem.createDirectories(aside);
                ManifestFile.write(fileSystem, aside, manifest);
                givenUp = plan.givesUp();
                pending = new PendingRepair(fileSystem, directory, aside, plan.moved());
                pending.deleteStaged();
                pending.begin(plan.stage(PendingRepair.STAGED_SUFFIX));
            }
            pending.end(requireManifest());
            return report(givenUp, pending.movedAside());
        });
    }

    /** A repair that was interrupted before it changed anything may have left a copy of the manifest, or the begin of one. */
    private void requireUnused(Path aside, Manifest manifest) throws IOException {
        boolean onlyManifest = fileSystem.exists(aside)
                && fileSystem.list(aside).stream()
                        .allMatch(file -> file.getFileName().toString().startsWith(ManifestFile.NAME));
        Manifest copy = onlyManifest ? ManifestFile.read(fileSystem, aside) : null;
        if (!onlyManifest || (copy != null && !copy.equals(manifest))) {
            DirectoryCopy.requireEmpty(fileSystem, aside);
        }
    }

    private RepairReport report(List<DataDamage> givenUp, List<Path> movedAside) throws IOException {
        DirectoryReport after = new DirectoryInspection(fileSystem, directory).run(true);
        return new RepairReport(after.intactThrough(), givenUp, movedAside, after.damage());
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
