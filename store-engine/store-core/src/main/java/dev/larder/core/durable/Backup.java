package dev.larder.core.durable;

import dev.larder.core.journal.Journal;
import dev.larder.core.snapshot.KeyspaceRecord;
import dev.larder.core.snapshot.Manifest;
import dev.larder.core.snapshot.SnapshotReader;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Copies the data directory of an open store, while others write.
 *
 * <p>Any snapshot of a keyspace and the log since are the keyspace, so those that are there are copied and none is taken.
 * The order matters: the tiers first, as the manifest then tells of all versions they gave out; next the manifest, with its
 * snapshots opened while nothing replaces them; last the log, of which nothing is released meanwhile. So the log's copy has
 * all that a snapshot could have seen.
 *
 * <p>For one thread, once.
 */
final class Backup {
    private final FileSystem fileSystem;
    private final Path directory;
    private final Catalog catalog;
    private final Journal journal;
    private final Tiers tiers;
    private final Map<Integer, SnapshotReader> snapshots = new HashMap<>();
    private @Nullable Manifest captured;

    Backup(FileSystem fileSystem, Path directory, Catalog catalog, Journal journal, Tiers tiers) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.catalog = catalog;
        this.journal = journal;
        this.tiers = tiers;
    }

    void run(DirectoryCopy copy) throws IOException {
        TreeSet<String> kinds = new TreeSet<>();
        for (KeyspaceRecord keyspace : catalog.keyspaces()) {
            String kind = keyspace.properties().get(Catalog.TIER);
            if (kind != null) {
                kinds.add(kind);
            }
        }
        for (String kind : kinds) {
            tiers.backup(kind, copy.tierTarget(kind));
        }
        try {
            journal.copyTo(copy.target(), this::capture);
            Manifest manifest = captured;
            if (manifest == null) {
                throw new AssertionError("the log was copied without asking where it begins");
            }
            copy.finish(manifest, snapshots);
        } finally {
            closeSnapshots();
        }
    }

    /** Keeps the manifest and opens its snapshots; returns where the log begins. */
    private long capture() throws IOException {
        SnapshotFiles files = new SnapshotFiles(fileSystem, directory, catalog.storeId());
        return catalog.read(manifest -> {
            captured = manifest;
            for (KeyspaceRecord keyspace : manifest.keyspaces()) {
                if (keyspace.snapshot() != null) {
                    snapshots.put(keyspace.id(), files.open(keyspace, SnapshotFiles.NO_COMPRESSION));
                }
            }
            return manifest.firstSegment();
        });
    }

    private void closeSnapshots() throws IOException {
        for (SnapshotReader snapshot : snapshots.values()) {
            snapshot.close();
        }
    }
}
