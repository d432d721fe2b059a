package dev.larder.core.journal;

import java.io.IOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is intact behind an invalid frame, byte by byte, since the invalid one does not tell where the next begins.
 * One thread.
 *
 * <p>Marks, which tell damage from a torn tail, are all found. Frames are checked until that has cost some readings of the
 * file: what is behind may be values of an earlier use of the file, in which anything may look like the begin of a large frame,
 * at every byte.
 */
final class TailScan {
    private static final int PIECE_BYTES = 128 << 10;
    /** How many times the file's length is checked of what only looks like frames. */
    private static final int MOST_READINGS = 4;

    private final FileWindow window;
    private long checksLeftBytes;
    private boolean complete = true;
    private final byte[] scratch = new byte[12];
    private long tracesEnd;
    private long markedThrough = -1;
    private int markedSalt;

    private TailScan(FileWindow window, long from) {
        this.window = window;
        this.tracesEnd = from;
        this.checksLeftBytes = MOST_READINGS * window.fileBytes();
    }

    /**
     * Scans a file from an offset to its end.
     *
     * @param salt the segment's, or null if its header is not readable: then only marks are found, which have it in them
     * @param ordinal of the frame that is invalid; only those of later ones are believed
     */
    static TailScan run(FileWindow window, @Nullable Integer salt, long from, int ordinal) throws IOException {
        TailScan scan = new TailScan(window, from);
        if (salt != null) {
            scan.noteTornFrame(from, ordinal);
        }
        int piece;
        for (long start = from; start < window.fileBytes(); start += piece) {
            piece = (int) Math.min(PIECE_BYTES, window.fileBytes() - start);
            for (long at = start; at < start + piece; at++) {
                scan.look(at, salt, ordinal);
            }
        }
        return scan;
    }

    /** A frame of which the begin is there: what it would have been is part of what is lost. */
    private void noteTornFrame(long at, int ordinal) throws IOException {
        int index = window.locate(at, FrameFormat.FRAME_HEADER_BYTES);
        if (index >= 0 && FrameFormat.getInt(window.bytes(), index + 8) == ordinal) {
            int payload = FrameFormat.payloadBytes(FrameFormat.getInt(window.bytes(), index));
            long end = at + FrameFormat.FRAME_HEADER_BYTES + payload;
            tracesEnd = payload == 0 ? tracesEnd : Math.min(end, window.fileBytes());
        }
    }

    private void look(long at, @Nullable Integer salt, int afterOrdinal) throws IOException {
        int index = window.locate(at, FrameFormat.FRAME_HEADER_BYTES);
        if (index < 0) {
            return;
        }
        int ordinal = FrameFormat.getInt(window.bytes(), index + 8);
        if (ordinal < afterOrdinal || (ordinal == 0 && salt != null)) {
            return;
        }
        int word = FrameFormat.getInt(window.bytes(), index);
        int payload = FrameFormat.payloadBytes(word);
        boolean plausible = payload > 0 && ordinal <= window.fileBytes() / FrameFormat.FRAME_HEADER_BYTES;
        if (!plausible || !isWorthChecking(at, word, salt)) {
            return;
        }
        int whole = window.locate(at, FrameFormat.FRAME_HEADER_BYTES + payload);
        if (whole < 0) {
            return;
        }
        int start = whole + FrameFormat.FRAME_HEADER_BYTES;
        int usedSalt = salt != null ? salt : FrameFormat.getInt(window.bytes(), start + Long.BYTES);
        CRC32C checksum = new CRC32C();
        checksum.update(window.bytes(), start, payload);
        int expected = FrameFormat.checksum(checksum, ordinal, word, usedSalt, scratch);
        if (FrameFormat.getInt(window.bytes(), whole + 4) == expected) {
            tracesEnd = Math.max(tracesEnd, at + FrameFormat.FRAME_HEADER_BYTES + payload);
            long marked = FrameFormat.isMark(word) ? FrameFormat.getLong(window.bytes(), start) : -1;
            if (marked > markedThrough) {
                markedThrough = marked;
                markedSalt = usedSalt;
            }
        }
    }

    private boolean isWorthChecking(long at, int word, @Nullable Integer salt) {
        if (FrameFormat.isMark(word)) {
            return true;
        }
        int frameBytes = FrameFormat.FRAME_HEADER_BYTES + FrameFormat.payloadBytes(word);
        if (salt == null || at + frameBytes > window.fileBytes()) {
            return false;
        }
        checksLeftBytes -= frameBytes;
        complete &= checksLeftBytes >= 0;
        return checksLeftBytes >= 0;
    }

    /** Takes what a segment's header says for a mark. */
    void addMark(long durableThrough) {
        markedThrough = Math.max(markedThrough, durableThrough);
    }

    /** Where the last frame ends that is intact or was begun; where the scan began if there is none. */
    long tracesEnd() {
        return tracesEnd;
    }

    /** Whether all was checked that looked like a frame, so that no intact one was left out. */
    boolean isComplete() {
        return complete;
    }

    /** The highest sequence that a mark says was on the disk; -1 if there is no mark. */
    long markedThrough() {
        return markedThrough;
    }

    /** The salt of the segment in which the mark is that says {@link #markedThrough}, if there is one. */
    int markedSalt() {
        return markedSalt;
    }
}
