package dev.larder.core.journal;

import dev.larder.store.CorruptDataException;
import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.FileSystem.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Copies a log, or the begin of one, to another directory. The copy ends with the mark of a log that was closed, so damage
 * in any of its frames is told from a tail that a crash left.
 */
public final class LogCopy {
    private LogCopy() {}

    /**
     * A segment's file, as far as it is to be copied.
     *
     * @param bytes up to the end of a frame, from the file's begin
     */
    public record Part(Path file, long bytes) {}

    /**
     * Copies segments and checks every frame of the copy.
     *
     * @param parts all that the copy is to have, in the log's order
     * @param target has no log
     * @return the last sequence, without the mark behind it; 0 if there are no parts
     * @throws CorruptDataException if a frame is not valid
     */
    public static long copy(FileSystem fileSystem, List<Part> parts, Path target) throws IOException {
        long lastSequence = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Path copy = target.resolve(part.file.getFileName());
            FileCopy.copy(fileSystem, part.file, copy, part.bytes);
            lastSequence = check(fileSystem, part, copy, i + 1 == parts.size());
        }
        fileSystem.forceDirectory(target);
        return lastSequence;
    }

    private static long check(FileSystem fileSystem, Part part, Path copy, boolean last) throws IOException {
        try (DataFile file = fileSystem.open(copy, false)) {
            SegmentHeader header = SegmentFiles.readHeader(file, copy);
            if (header == null) {
                throw damage(part, 0);
            }
            FrameReader reader = readThrough(file, header);
            if (reader.endOffset() != part.bytes) {
                throw damage(part, reader.endOffset());
            }
            return last ? close(file, header, reader) : header.firstSequence() + reader.ordinal();
        }
    }

    private static FrameReader readThrough(DataFile file, SegmentHeader header) throws IOException {
        FrameReader reader = new FrameReader(new FileWindow(file), header.salt(), SegmentHeader.PAGE_BYTES, 0);
        boolean more = true;
        while (more) {
            more = reader.next();
        }
        return reader;
    }

    /** Ends a segment behind its last frame with the mark of a log that was closed, and has the disk confirm it. */
    private static long close(DataFile file, SegmentHeader header, FrameReader reader) throws IOException {
        long lastSequence = header.firstSequence() + reader.ordinal();
        file.write(
                FrameFormat.mark(FrameFormat.CLOSING_MARK_WORD, reader.ordinal() + 1, lastSequence, header.salt()),
                reader.endOffset());
        file.force();
        return lastSequence;
    }

    private static CorruptDataException damage(Part part, long offset) {
        return new CorruptDataException(
                String.format(
                        Locale.ROOT,
                        "Log file %s is damaged at byte %d: its frames to byte %d were valid before and are not in the"
                                + " copy that was just made. Check both disks, and copy again.",
                        part.file,
                        offset,
                        part.bytes),
                part.file,
                offset);
    }
}
