package dev.larder.core.journal;

import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.FileSystem.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Makes a damaged log one that can be opened again: keeps all before the damage. Nothing is deleted; the files from the
 * damage on are moved aside as they are. The log must not be open.
 */
public final class LogRepair {
    /** What is kept of the damaged segment, until the segment is out of the way. */
    private static final String PART_NAME = "repaired-part";

    private LogRepair() {}

    /**
     * What was kept.
     *
     * @param keptThrough the last sequence that the log has now
     * @param movedAside the files from the damage on, where they are now; empty if no damage was found
     */
    public record Outcome(long keptThrough, List<Path> movedAside) {}

    /**
     * Keeps the segments before the damage, and of the damaged one the frames before it. The log then ends like one that was
     * closed.
     *
     * @param firstSequence what the manifest says the log begins with
     * @param aside a directory for what is moved; made if it is not there, and has no files of these names
     * @throws IOException if a file can't be read, written or moved; the log is as it was, or can be repaired by calling again
     */
    public static Outcome keepIntact(
            FileSystem fileSystem, Path directory, UUID storeId, long firstSequence, Path aside) throws IOException {
        LogEnding ending = LogEnding.of(LogInspection.inspect(fileSystem, directory), directory, firstSequence);
        List<LogInspection.SegmentReport> damaged = ending.behind();
        if (!ending.isDamaged() && damaged.size() <= 1 && ending.bytesBehind() == 0) {
            return new Outcome(ending.intactThrough(), List.of());
        }
        Path part = directory.resolve(PART_NAME);
        boolean partKept = ending.isBegun() || ending.wholeSegments().isEmpty();
        if (partKept) {
            fileSystem.delete(part);
            if (ending.isBegun()) {
                FileCopy.copy(fileSystem, ending.file(), part, ending.offset());
            } else {
                begin(fileSystem, part, storeId, firstSequence);
            }
        }
        fileSystem.createDirectories(aside);
        // The newest first: if this is interrupted, the log is damaged at the same place as before.
        for (int i = damaged.size() - 1; i >= 0; i--) {
            Path file = damaged.get(i).file();
            fileSystem.rename(file, aside.resolve(file.getFileName()));
        }
        if (partKept) {
            fileSystem.rename(part, ending.file());
            LogCopy.close(fileSystem, ending.file());
        }
        fileSystem.forceDirectory(aside);
        fileSystem.forceDirectory(directory);
        return new Outcome(
                ending.intactThrough(),
                damaged.stream()
                        .map(report -> aside.resolve(report.file().getFileName()))
                        .toList());
    }

    /** A segment without frames, for a log of which nothing is left: it must go on with the sequences that it had. */
    private static void begin(FileSystem fileSystem, Path part, UUID storeId, long firstSequence) throws IOException {
        SegmentHeader header =
                new SegmentHeader(SegmentHeader.FORMAT_VERSION, storeId, firstSequence, firstSequence - 1, 0);
        try (DataFile file = fileSystem.open(part, true)) {
            file.write(header.toPage(), 0);
            file.force();
        }
    }
}
