package dev.larder.core.journal;

import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.FileSystem.DataFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a damaged log one that can be opened again: keeps all before the damage. Nothing is deleted; the files from the
 * damage on are moved aside as they are. The log must not be open.
 */
public final class LogRepair {
    private static final int COPY_BYTES = 256 << 10;

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
     * Keeps the segments before the damage, and of the damaged one the frames before it.
     *
     * @param firstSequence what the manifest says the log begins with
     * @param aside a directory for what is moved; made if it is not there, and has no files of these names
     * @throws IOException if a file can't be read, written or moved; the log is as it was, or can be repaired by calling again
     */
    public static Outcome keepIntact(FileSystem fileSystem, Path directory, long firstSequence, Path aside)
            throws IOException {
        List<LogInspection.SegmentReport> reports = LogInspection.inspect(fileSystem, directory).stream()
                .filter(report -> SegmentFiles.firstSequenceOf(report.file()) >= firstSequence)
                .toList();
        long next = firstSequence;
        int whole = 0;
        while (whole < reports.size() && goesOn(reports, whole, next)) {
            whole++;
            next = SegmentFiles.firstSequenceOf(reports.get(whole).file());
        }
        List<LogInspection.SegmentReport> damaged = reports.subList(whole, reports.size());
        if (damaged.isEmpty() || (damaged.size() == 1 && damaged.get(0).intactBehind() == 0)) {
            return new Outcome(damaged.isEmpty() ? next - 1 : damaged.get(0).lastSequence(), List.of());
        }
        LogInspection.SegmentReport first = damaged.get(0);
        boolean partKept = first.header() != null && first.header().firstSequence() == next;
        Path part = directory.resolve(PART_NAME);
        if (partKept) {
            copy(fileSystem, first.file(), part, first.endOffset());
        }
        fileSystem.createDirectories(aside);
        // The newest first: if this is interrupted, the log is damaged at the same place as before.
        for (int i = damaged.size() - 1; i >= 0; i--) {
            Path file = damaged.get(i).file();
            fileSystem.rename(file, aside.resolve(file.getFileName()));
        }
        if (partKept) {
            fileSystem.rename(part, first.file());
        }
        fileSystem.forceDirectory(aside);
        fileSystem.forceDirectory(directory);
        return new Outcome(
                partKept ? first.lastSequence() : next - 1,
                damaged.stream()
                        .map(report -> aside.resolve(report.file().getFileName()))
                        .toList());
    }

    /** Whether a segment begins with a sequence, and has all up to the first of the one behind it. */
    private static boolean goesOn(List<LogInspection.SegmentReport> reports, int index, long next) {
        LogInspection.SegmentReport report = reports.get(index);
        return report.header() != null
                && report.header().firstSequence() == next
                && index + 1 < reports.size()
                && report.lastSequence() + 1
                        >= SegmentFiles.firstSequenceOf(reports.get(index + 1).file());
    }

    private static void copy(FileSystem fileSystem, Path from, Path to, long bytes) throws IOException {
        try (DataFile source = fileSystem.open(from, false);
                DataFile target = fileSystem.open(to, true)) {
            for (long at = 0; at < bytes; at += COPY_BYTES) {
                ByteBuffer piece = ByteBuffer.allocate((int) Math.min(COPY_BYTES, bytes - at));
                source.read(piece, at);
                target.write(piece.flip(), at);
            }
            target.force();
        }
    }
}
