package dev.larder.core.durable;

import dev.larder.core.journal.FileCopy;
import dev.larder.core.snapshot.KeyspaceRecord;
import dev.larder.core.snapshot.Manifest;
import dev.larder.core.snapshot.ManifestFile;
import dev.larder.core.snapshot.SnapshotReader;
import dev.larder.core.snapshot.SnapshotReference;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A data directory that is being made as a copy of another. It has its manifest last, and until then a file that says so: what
 * is unfinished is never taken for a data directory, nor for one that nothing was ever stored in. For one thread.
 */
record DirectoryCopy(FileSystem fileSystem, Path target) {
    /** Is there, and empty, as long as the copy has no manifest. */
    static final String UNFINISHED = "UNFINISHED";

    /**
     * Begins a copy.
     *
     * @throws IllegalArgumentException if the directory has files
     */
    static DirectoryCopy begin(FileSystem fileSystem, Path target) throws IOException {
        requireEmpty(fileSystem, target);
        fileSystem.createDirectories(target);
        fileSystem.open(target.resolve(UNFINISHED), true).close();
        fileSystem.forceDirectory(target);
        return new DirectoryCopy(fileSystem, target);
    }

    static void requireEmpty(FileSystem fileSystem, Path directory) throws IOException {
        if (fileSystem.exists(directory) && !fileSystem.list(directory).isEmpty()) {
            throw new IllegalArgumentException("Directory " + directory + " has files, and an empty or missing one was"
                    + " expected, so that nothing is mixed or replaced. Nothing was changed. Name another directory.");
        }
    }

    /** Where the tiers of a kind are to be copied to; the directory is not there, that above it is. */
    Path tierTarget(String kind) throws IOException {
        Path tiers = target.resolve(Tiers.DIRECTORY);
        fileSystem.createDirectories(tiers);
        return tiers.resolve(kind);
    }

    /** Copies what tiers have, file by file, as no store has them open. */
    void addTierFiles(Path directory) throws IOException {
        Path tiers = directory.resolve(Tiers.DIRECTORY);
        if (!fileSystem.exists(tiers)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tiers)) {
            paths = walk.toList();
        }
        for (Path path : paths) {
            Path copy = target.resolve(directory.relativize(path));
            if (Files.isDirectory(path)) {
                fileSystem.createDirectories(copy);
            } else {
                FileCopy.copy(fileSystem, path, copy);
            }
        }
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                fileSystem.forceDirectory(target.resolve(directory.relativize(path)));
            }
        }
    }

    /**
     * Copies snapshots and then the manifest, which makes the copy a data directory.
     *
     * @param snapshots by their keyspaces' numbers
     */
    void finish(Manifest manifest, Map<Integer, SnapshotReader> snapshots) throws IOException {
        List<KeyspaceRecord> keyspaces = new ArrayList<>();
        for (KeyspaceRecord keyspace : manifest.keyspaces()) {
            SnapshotReader snapshot = snapshots.get(keyspace.id());
            SnapshotReference reference = keyspace.snapshot();
            if (snapshot == null || reference == null) {
                keyspaces.add(keyspace);
                continue;
            }
            snapshot.copyTo(fileSystem, target.resolve(reference.fileName()));
            // A snapshot of the same moment may have taken the place of the one that the manifest tells of.
            keyspaces.add(keyspace.withSnapshot(new SnapshotReference(
                    reference.fileName(), reference.sequence(), snapshot.bytes(), snapshot.count())));
        }
        ManifestFile.write(
                fileSystem,
                target,
                new Manifest(
                        manifest.storeId(),
                        manifest.generation() + 1,
                        manifest.firstSegment(),
                        manifest.nextKeyspaceId(),
                        manifest.stoppedCleanly(),
                        keyspaces,
                        manifest.properties()));
        fileSystem.delete(target.resolve(UNFINISHED));
        fileSystem.forceDirectory(target);
    }
}
