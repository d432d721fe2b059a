package dev.larder.core.durable;

import dev.larder.core.snapshot.KeyspaceRecord;
import dev.larder.core.snapshot.SnapshotHeader;
import dev.larder.core.snapshot.SnapshotReader;
import dev.larder.core.snapshot.SnapshotReference;
import dev.larder.core.snapshot.SnapshotSalvage;
import dev.larder.store.CorruptDataException;
import dev.larder.store.spi.Compression;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * The snapshots that the manifest of a directory names. Says of one that is damaged what is intact and how it is repaired.
 *
 * @param storeId the snapshots must be of this store
 */
record SnapshotFiles(FileSystem fileSystem, Path directory, UUID storeId) {
    /** For those who take blocks as they are. */
    static final IntFunction<Compression> NO_COMPRESSION = id -> {
        throw new AssertionError("a block that is only copied or checked was to be decompressed by " + id);
    };

    /**
     * Opens the snapshot of a keyspace that has one, and checks all but its blocks.
     *
     * @throws CorruptDataException if it is damaged, missing, or another's
     */
    SnapshotReader open(KeyspaceRecord keyspace, IntFunction<Compression> compressions) throws IOException {
        SnapshotReader reader = SnapshotReader.open(fileSystem, fileOf(keyspace), compressions);
        try {
            reader.require(headerOf(keyspace));
            return reader;
        } catch (Throwable failure) {
            DiskFailures.closeAfter(failure, reader);
            throw failure;
        }
    }

    /**
     * Opens the snapshots of all keyspaces and closes them again.
     *
     * @throws CorruptDataException if one is damaged, missing, or another's; says what of it is intact
     */
    void requireAll(List<KeyspaceRecord> keyspaces) throws IOException {
        for (KeyspaceRecord keyspace : keyspaces) {
            if (keyspace.snapshot() != null) {
                try {
                    open(keyspace, NO_COMPRESSION).close();
                } catch (CorruptDataException found) {
                    throw explained(keyspace, found);
                }
            }
        }
    }

    /** What can be kept of the snapshot of a keyspace that has one. Reads all of it. */
    SnapshotSalvage salvage(KeyspaceRecord keyspace) throws IOException {
        return SnapshotSalvage.of(fileSystem, fileOf(keyspace), headerOf(keyspace));
    }

    /** Damage of a keyspace's snapshot with what is intact, and what to do next; other damage as it is. */
    CorruptDataException explained(KeyspaceRecord keyspace, CorruptDataException found) throws IOException {
        SnapshotReference reference = keyspace.snapshot();
        if (reference == null || !found.file().equals(fileOf(keyspace))) {
            return found;
        }
        CorruptDataException explained = new CorruptDataException(
                String.format(
                        Locale.ROOT,
                        "The snapshot of keyspace '%s' can't be read: %s Intact are %s, and the log behind sequence %d."
                                + " Put the file back from a backup, or run 'java -cp ..."
                                + " dev.larder.core.tool.DataTool repair %s', which keeps what is intact. Nothing was"
                                + " changed.",
                        keyspace.name(),
                        found.getMessage(),
                        salvage(keyspace).intact(),
                        reference.sequence(),
                        directory),
                found.file(),
                found.offset());
        explained.initCause(found);
        return explained;
    }

    /** Where the snapshot of a keyspace that has one is. */
    Path fileOf(KeyspaceRecord keyspace) {
        return directory.resolve(referenceOf(keyspace).fileName());
    }

    private SnapshotHeader headerOf(KeyspaceRecord keyspace) {
        SnapshotReference reference = referenceOf(keyspace);
        return SnapshotHeader.ofFile(storeId, keyspace.id(), reference.fileName(), reference.sequence());
    }

    private static SnapshotReference referenceOf(KeyspaceRecord keyspace) {
        SnapshotReference reference = keyspace.snapshot();
        if (reference == null) {
            throw new AssertionError("keyspace '" + keyspace.name() + "' has no snapshot");
        }
        return reference;
    }
}
