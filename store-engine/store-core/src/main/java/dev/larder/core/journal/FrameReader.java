package dev.larder.core.journal;

import java.io.IOException;
import java.util.zip.CRC32C;

/** Reads the frames of a segment in order, up to the first that is not valid. One thread. */
final class FrameReader {
    private final FileWindow window;
    private final int salt;
    private final byte[] scratch = new byte[12];
    private long offset;
    private int ordinal;
    private int lengthWord;
    private int payloadIndex;
    private int frameBytes;

    /**
     * Begins before a frame.
     *
     * @param offset where the frame begins, bytes from the file's begin
     * @param ordinal the frame's number in its segment
     */
    FrameReader(FileWindow window, int salt, long offset, int ordinal) {
        this.window = window;
        this.salt = salt;
        this.offset = offset;
        this.ordinal = ordinal - 1;
    }

    /** Goes on to the next frame; false, staying where it is, if the bytes there are none. */
    boolean next() throws IOException {
        long at = offset + frameBytes;
        if (!isFrame(at, ordinal + 1)) {
            return false;
        }
        offset = at;
        ordinal++;
        frameBytes = FrameFormat.FRAME_HEADER_BYTES + payloadBytes();
        return true;
    }

    /**
     * Goes on to the first valid frame behind one that is not, wherever it begins; false, staying where it is, if there is
     * none. Its number must be one that it can have there, the frames between being no smaller than frames can be.
     */
    boolean nextBehindDamage() throws IOException {
        long from = offset + frameBytes;
        int index = window.locate(from + 1, FrameFormat.FRAME_HEADER_BYTES);
        for (long at = from + 1; index >= 0; index = window.locate(++at, FrameFormat.FRAME_HEADER_BYTES)) {
            int found = FrameFormat.getInt(window.bytes(), index + 8);
            long skipped = (long) found - (ordinal + 1);
            if (skipped > 0 && skipped <= (at - from) / FrameFormat.LEAST_FRAME_BYTES && isFrame(at, found)) {
                offset = at;
                ordinal = found;
                frameBytes = FrameFormat.FRAME_HEADER_BYTES + payloadBytes();
                return true;
            }
        }
        return false;
    }

    /** Whether a valid frame with that number stands there. */
    private boolean isFrame(long at, int expectedOrdinal) throws IOException {
        int index = window.locate(at, FrameFormat.FRAME_HEADER_BYTES);
        if (index < 0 || FrameFormat.getInt(window.bytes(), index + 8) != expectedOrdinal) {
            return false;
        }
        int word = FrameFormat.getInt(window.bytes(), index);
        int payload = FrameFormat.payloadBytes(word);
        if (payload == 0) {
            return false;
        }
        int whole = window.locate(at, FrameFormat.FRAME_HEADER_BYTES + payload);
        if (whole < 0) {
            return false;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(window.bytes(), whole + FrameFormat.FRAME_HEADER_BYTES, payload);
        int expected = FrameFormat.checksum(checksum, expectedOrdinal, word, salt, scratch);
        if (FrameFormat.getInt(window.bytes(), whole + 4) != expected) {
            return false;
        }
        lengthWord = word;
        payloadIndex = whole + FrameFormat.FRAME_HEADER_BYTES;
        return true;
    }

    /** Whether the frame is a mark, which is not for visitors. */
    boolean isMark() {
        return FrameFormat.isMark(lengthWord);
    }

    boolean isClosingMark() {
        return lengthWord == FrameFormat.CLOSING_MARK_WORD;
    }

    /** What a mark says: all up to this sequence was on the disk. */
    long markedThrough() {
        return FrameFormat.getLong(window.bytes(), payloadIndex);
    }

    /** Where the frame begins, bytes from the file's begin. */
    long offset() {
        return offset;
    }

    int ordinal() {
        return ordinal;
    }

    /** Where the frame ends; where the first begins, before it was read. */
    long endOffset() {
        return offset + frameBytes;
    }

    int frameBytes() {
        return frameBytes;
    }

    byte[] bytes() {
        return window.bytes();
    }

    int payloadIndex() {
        return payloadIndex;
    }

    int payloadBytes() {
        return FrameFormat.payloadBytes(lengthWord);
    }
}
