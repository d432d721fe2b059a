package dev.larder.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a data directory is doing, at one moment.
 *
 * @param directory the data directory
 * @param lastSequence the number of the last record of the log
 * @param durableSequence the last record that the disk has confirmed, with all before it
 * @param logBytes the length of the log
 * @param snapshotBytes the length of all snapshots
 * @param recoveredRecords how many records of the log were found when the store was opened
 * @param cutBytes how many bytes of an unfinished write were cut off the log then
 * @param failure why writes are refused for good, or null
 */
public record DiskStatus(
        Path directory,
        long lastSequence,
        long durableSequence,
        long logBytes,
        long snapshotBytes,
        long recoveredRecords,
        long cutBytes,
        @Nullable StoreException failure) {}
