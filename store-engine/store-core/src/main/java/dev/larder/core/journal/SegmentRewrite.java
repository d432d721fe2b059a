package dev.larder.core.journal;

import dev.larder.core.journal.SegmentContent.Run;
import dev.larder.store.StoreException;
import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.FileSystem.DataFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a segment that has the intact frames of another, and marks in place of those between. For one thread, once. */
final class SegmentRewrite {
    private static final int PIECE_BYTES = 256 << 10;
    private static final int PIECE_MARKS = PIECE_BYTES / FrameFormat.MARK_BYTES;

    private final SegmentHeader header;
    private final DataFile target;
    private long offset = SegmentHeader.PAGE_BYTES;
    private long next;

    private SegmentRewrite(SegmentHeader header, DataFile target) {
        this.header = header;
        this.target = target;
        next = header.firstSequence();
    }

    /**
     * Writes the segment and has the disk confirm it; its name it has not.
     *
     * @param through the segment has frames up to this sequence
     * @param closing whether the log ends behind it, so that a closing mark follows
     */
    static void write(FileSystem fileSystem, SegmentContent content, long through, boolean closing, Path target)
            throws IOException {
        fileSystem.delete(target);
        try (DataFile file = fileSystem.open(target, true)) {
            SegmentRewrite rewrite = new SegmentRewrite(content.header(), file);
            file.write(content.header().toPage(), 0);
            if (!content.runs().isEmpty()) {
                rewrite.copyRuns(fileSystem, content);
            }
            rewrite.fill(content.file(), through);
            if (closing) {
                rewrite.append(rewrite.mark(FrameFormat.CLOSING_MARK_WORD));
            }
            file.force();
        }
    }

    private void copyRuns(FileSystem fileSystem, SegmentContent content) throws IOException {
        try (DataFile source = fileSystem.open(content.file(), false)) {
            for (Run run : content.runs()) {
                fill(content.file(), run.firstSequence() - 1);
                for (long at = run.offset(); at < run.endOffset(); at += PIECE_BYTES) {
                    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, run.endOffset() - at));
                    source.read(piece, at);
                    if (piece.hasRemaining()) {
                        throw new EOFException(content.file() + " became shorter while it was read");
                    }
                    append(piece.flip());
                }
                next = run.lastSequence() + 1;
            }
        }
    }

    private void fill(Path file, long through) throws IOException {
        long bytes = (through + 1 - next) * FrameFormat.MARK_BYTES;
        if (bytes > Integer.MAX_VALUE - offset - FrameFormat.MARK_BYTES) {
            throw new StoreException(String.format(
                    Locale.ROOT,
                    "Of the log behind %s %d records are missing, more than a file has room for. Put missing files of the"
                            + " log back, or restore a backup. Nothing was changed.",
                    file,
                    through + 1 - next));
        }
        while (next <= through) {
            int count = (int) Math.min(PIECE_MARKS, through + 1 - next);
            ByteBuffer piece = ByteBuffer.allocate(count * FrameFormat.MARK_BYTES);
            while (piece.hasRemaining()) {
                piece.put(mark(FrameFormat.MARK_WORD));
                next++;
            }
            append(piece.flip());
        }
    }

    /** A mark in the next place. All before it is on the disk when this segment is the log's. */
    private ByteBuffer mark(int lengthWord) {
        return FrameFormat.mark(lengthWord, (int) (next - header.firstSequence()), next - 1, header.salt());
    }

    private void append(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        target.write(bytes, offset);
        offset += count;
    }
}
