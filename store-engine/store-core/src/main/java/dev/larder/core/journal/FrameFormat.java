package dev.larder.core.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Sizes, marks and checksums of frames, as docs/formats/log.md has them. */
final class FrameFormat {
    /** What a frame has before its payload: length word, checksum, ordinal. */
    static final int FRAME_HEADER_BYTES = 12;

    /** The smallest frame: a payload has at least a byte. */
    static final int LEAST_FRAME_BYTES = FRAME_HEADER_BYTES + 1;

    /** A mark's payload: the sequence through which all was on the disk, and the segment's salt. */
    static final int MARK_PAYLOAD_BYTES = 12;

    static final int MARK_BYTES = FRAME_HEADER_BYTES + MARK_PAYLOAD_BYTES;

    /** The length word of a mark. */
    static final int MARK_WORD = 0x8000_0000 | MARK_PAYLOAD_BYTES;

    /** The length word of the mark that ends a log that was closed. */
    static final int CLOSING_MARK_WORD = 0xC000_0000 | MARK_PAYLOAD_BYTES;

    /** The largest payload: the two highest bits of a length word tell marks. */
    static final int MOST_PAYLOAD_BYTES = (1 << 30) - 1;

    private FrameFormat() {}

    static boolean isMark(int lengthWord) {
        return lengthWord == MARK_WORD || lengthWord == CLOSING_MARK_WORD;
    }

    /** The length of the payload, or 0 if the word is not one of a frame. */
    static int payloadBytes(int lengthWord) {
        if (isMark(lengthWord)) {
            return MARK_PAYLOAD_BYTES;
        }
        return lengthWord > 0 && lengthWord <= MOST_PAYLOAD_BYTES ? lengthWord : 0;
    }

    /**
     * Ends the checksum of a frame. The payload comes first, since it is known before the place of the frame is.
     *
     * @param checksum has seen the payload and nothing else
     * @param scratch at least 12 bytes, overwritten
     */
    static int checksum(CRC32C checksum, int ordinal, int lengthWord, int salt, byte[] scratch) {
        putInt(scratch, 0, ordinal);
        putInt(scratch, 4, lengthWord);
        putInt(scratch, 8, salt);
        checksum.update(scratch, 0, 12);
        return (int) checksum.getValue();
    }

    /** A mark's payload. */
    static byte[] markPayload(long durableThrough, int salt) {
        return ByteBuffer.allocate(MARK_PAYLOAD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(durableThrough)
                .putInt(salt)
                .array();
    }

    /** A whole mark, ready to be written. */
    static ByteBuffer mark(int lengthWord, int ordinal, long durableThrough, int salt) {
        byte[] payload = markPayload(durableThrough, salt);
        CRC32C checksum = new CRC32C();
        checksum.update(payload);
        int sum = checksum(checksum, ordinal, lengthWord, salt, new byte[FRAME_HEADER_BYTES]);
        return ByteBuffer.allocate(MARK_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(lengthWord)
                .putInt(sum)
                .putInt(ordinal)
                .put(payload)
                .flip();
    }

    static int getInt(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    static long getLong(byte[] bytes, int at) {
        return (getInt(bytes, at) & 0xffff_ffffL) | (long) getInt(bytes, at + 4) << 32;
    }

    private static void putInt(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
        bytes[at + 3] = (byte) (value >> 24);
    }
}
