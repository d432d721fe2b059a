package dev.larder.core.journal;

import dev.larder.store.StoreException;
import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.FileSystem.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is intact in a segment's file, damage or not.
 *
 * @param header the file's own, or one made up of what marks in the file tell
 * @param headerIntact whether it is the file's own
 * @param runs frames that are intact, in their order
 */
record SegmentContent(Path file, SegmentHeader header, boolean headerIntact, List<Run> runs) {
    /** Frames one behind the other, from an offset in the file to another. */
    record Run(long offset, long endOffset, long firstSequence, long lastSequence) {}

    /**
     * Reads a segment.
     *
     * <p>If its header is damaged, its salt is that of a mark which tells of a frame of the segment itself: what the file had
     * before it was used again knows of earlier sequences alone.
     *
     * @param limit the first sequence that is the next segment's
     * @param confirmedThrough up to here what is not there is damage; behind it a crash's torn tail, which ends the log
     * @return null if the file is another store's, or nothing tells how to read it
     * @throws StoreException if a later release wrote it
     */
    static @Nullable SegmentContent read(
            FileSystem fileSystem, Path path, UUID storeId, long limit, long confirmedThrough) throws IOException {
        try (DataFile file = fileSystem.open(path, false)) {
            SegmentHeader header = SegmentFiles.readHeader(file, path);
            boolean intact = header != null;
            FileWindow window = new FileWindow(file);
            if (header == null) {
                header = headerByMarks(window, path, storeId);
            }
            if (header == null || !header.storeId().equals(storeId)) {
                return null;
            }
            requireKnown(header, path);
            return new SegmentContent(path, header, intact, runs(window, header, limit, confirmedThrough));
        }
    }

    private static @Nullable SegmentHeader headerByMarks(FileWindow window, Path path, UUID storeId)
            throws IOException {
        TailScan scan = TailScan.run(window, null, SegmentHeader.PAGE_BYTES, 0);
        long firstSequence = SegmentFiles.firstSequenceOf(path);
        return scan.markedThrough() < firstSequence
                ? null
                : new SegmentHeader(
                        SegmentHeader.FORMAT_VERSION, storeId, firstSequence, firstSequence - 1, scan.markedSalt());
    }

    private static void requireKnown(SegmentHeader header, Path path) {
        if (header.formatVersion() != SegmentHeader.FORMAT_VERSION) {
            throw new StoreException(String.format(
                    Locale.ROOT,
                    "Log file %s has format version %d, and this release reads version %d. Repair the data directory with"
                            + " the release that wrote it. Nothing was changed.",
                    path,
                    header.formatVersion(),
                    SegmentHeader.FORMAT_VERSION));
        }
    }

    private static List<Run> runs(FileWindow window, SegmentHeader header, long limit, long confirmedThrough)
            throws IOException {
        List<Run> runs = new ArrayList<>();
        FrameReader reader = new FrameReader(window, header.salt(), SegmentHeader.PAGE_BYTES, 0);
        long next = header.firstSequence();
        long runOffset = 0;
        long runFirst = 0;
        while (next < limit) {
            boolean goesOn = reader.next();
            if (!goesOn && (next > confirmedThrough || !reader.nextBehindDamage())) {
                break;
            }
            long sequence = header.firstSequence() + reader.ordinal();
            if (sequence >= limit) {
                break;
            }
            if (!goesOn || runs.isEmpty()) {
                runOffset = reader.offset();
                runFirst = sequence;
            } else {
                runs.remove(runs.size() - 1);
            }
            runs.add(new Run(runOffset, reader.endOffset(), runFirst, sequence));
            next = sequence + 1;
        }
        return runs;
    }

    /** The sequence behind its last intact frame. */
    long nextSequence() {
        return runs.isEmpty()
                ? header.firstSequence()
                : runs.get(runs.size() - 1).lastSequence() + 1;
    }

    /** Where its last intact frame ends. */
    long endOffset() {
        return runs.isEmpty()
                ? SegmentHeader.PAGE_BYTES
                : runs.get(runs.size() - 1).endOffset();
    }

    /** Whether header and frames are there without a gap up to the last that is intact. */
    boolean isWhole() {
        return headerIntact
                && (runs.isEmpty() || (runs.size() == 1 && runs.get(0).firstSequence() == header.firstSequence()));
    }
}
