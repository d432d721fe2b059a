package dev.larder.store;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a data directory consists of; see {@link DataDirectory#inspect} and {@link DataDirectory#verify}.
 *
 * @param storeId the store's id; null if the manifest is damaged, and then no keyspaces are known
 * @param stoppedCleanly whether the store was closed and not opened since
 * @param openIn which process has it open, in words; null if none has
 * @param keyspaces those that have something on disk, by their ids
 * @param logFiles the log's files in their order, with those that are not needed any more
 * @param intactThrough the log is whole up to this sequence; of a directory that is open it may be more by now
 * @param tornBytes how much is behind that which a crash left unfinished and the next open cuts; 0 if the log is damaged there
 * @param damage everything that was found; empty if nothing was
 * @param repairGivesUp what {@link DataDirectory#repair} would give up, as it would tell it
 */
public record DirectoryReport(
        Path directory,
        @Nullable UUID storeId,
        boolean stoppedCleanly,
        @Nullable String openIn,
        List<KeyspaceFiles> keyspaces,
        List<LogFile> logFiles,
        long intactThrough,
        long tornBytes,
        List<DataDamage> damage,
        List<DataDamage> repairGivesUp) {

    /**
     * What the manifest says of a keyspace.
     *
     * @param id its number in the store
     * @param mode the name of its {@link Persistence.Mode}
     * @param tier the tier that has its entries; null if none has
     * @param snapshot its snapshot; null if it has none
     */
    public record KeyspaceFiles(
            int id,
            String name,
            String mode,
            @Nullable String tier,
            @Nullable SnapshotFile snapshot) {}

    /**
     * A keyspace's snapshot, as the manifest has it.
     *
     * @param sequence all records of the log up to this one are in it
     * @param bytes the file's length
     * @param count its entries
     */
    public record SnapshotFile(Path file, long sequence, long bytes, long count) {}

    /**
     * A file of the log.
     *
     * @param firstSequence the number of its first frame
     * @param lastSequence the number of its last intact frame; one less than the first if it has none
     * @param records how many frames are changes, and no marks of the log's own
     * @param bytes how long it is up to the end of the last intact frame
     * @param durableThrough up to which sequence the file says that the disk had confirmed the log; -1 if it says nothing
     */
    public record LogFile(
            Path file, long firstSequence, long lastSequence, long records, long bytes, long durableThrough) {}

    /** A report with its own lists. */
    public DirectoryReport {
        keyspaces = List.copyOf(keyspaces);
        logFiles = List.copyOf(logFiles);
        damage = List.copyOf(damage);
        repairGivesUp = List.copyOf(repairGivesUp);
    }
}
