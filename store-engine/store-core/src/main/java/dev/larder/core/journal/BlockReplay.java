package dev.larder.core.journal;

import dev.larder.store.CorruptDataException;
import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.FileSystem.DataFile;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Shows the frames of some blocks of a log. Reads the files anew, so any number may run at once. */
final class BlockReplay {
    private BlockReplay() {}

    /** A segment as it was at some time: its frames up to an offset in the file. */
    record Extent(Segment segment, int endBytes) {}

    static void run(FileSystem fileSystem, List<Extent> extents, BitSet blocks, FrameVisitor visitor)
            throws IOException {
        for (Extent extent : extents) {
            Segment segment = extent.segment;
            int first = blocks.nextSetBit(segment.firstBlock());
            if (first >= 0 && first < segment.blockEnd()) {
                try (DataFile file = fileSystem.open(segment.file(), false)) {
                    showSegment(extent, new FileWindow(file), blocks, visitor);
                }
            }
        }
    }

    private static void showSegment(Extent extent, FileWindow window, BitSet blocks, FrameVisitor visitor)
            throws IOException {
        Segment segment = extent.segment;
        for (int block = blocks.nextSetBit(segment.firstBlock());
                block >= 0 && block < segment.blockEnd();
                block = blocks.nextSetBit(block + 1)) {
            int offset = segment.blockOffset(block);
            // What was appended since the extent was taken may be seen here, and is not part of it.
            if (offset != 0 && offset < extent.endBytes) {
                showBlock(extent, window, block, visitor);
            }
        }
    }

    private static void showBlock(Extent extent, FileWindow window, int block, FrameVisitor visitor)
            throws IOException {
        Segment segment = extent.segment;
        FrameReader reader = new FrameReader(
                window, segment.header().salt(), segment.blockOffset(block), segment.blockOrdinal(block));
        while (reader.endOffset() < extent.endBytes && segment.blockOf(reader.endOffset()) == block) {
            if (!reader.next()) {
                throw new CorruptDataException(
                        String.format(
                                Locale.ROOT,
                                "Log file %s is damaged at byte %d: the frame there was valid when the log was opened"
                                        + " or written, and is not any more. Check the disk.",
                                segment.file(),
                                reader.endOffset()),
                        segment.file(),
                        reader.endOffset());
            }
            if (!reader.isMark()) {
                long sequence = segment.header().firstSequence() + reader.ordinal();
                visitor.visit(block, sequence, reader.bytes(), reader.payloadIndex(), reader.payloadBytes());
            }
        }
    }
}
