package dev.larder.core.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first page of a segment's file, as docs/formats/log.md has it.
 *
 * @param formatVersion how the rest of the file is to be read
 * @param firstSequence of the segment's frames, whether or not it has any
 * @param durableThrough the disk had confirmed all frames up to this one when the segment was begun
 * @param salt part of the checksums of the segment's frames
 */
record SegmentHeader(int formatVersion, UUID storeId, long firstSequence, long durableThrough, int salt) {
    /** The version that is written. */
    static final int FORMAT_VERSION = 1;

    /** How much of the file it takes; frames begin behind it. */
    static final int PAGE_BYTES = 4096;

    /** "LARDRLOG", read as a little-endian number. */
    private static final long MAGIC = 0x474F_4C52_4452_414CL;

    private static final int CHECKED_BYTES = 48;

    /** Reads a header; null if the page holds none that is whole. */
    static @Nullable SegmentHeader read(ByteBuffer page) {
        ByteBuffer bytes = page.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < CHECKED_BYTES + Integer.BYTES || bytes.getLong(0) != MAGIC) {
            return null;
        }
        if (bytes.getInt(CHECKED_BYTES) != checksum(bytes)) {
            return null;
        }
        return new SegmentHeader(
                bytes.getInt(8),
                new UUID(bytes.getLong(16), bytes.getLong(24)),
                bytes.getLong(32),
                bytes.getLong(40),
                bytes.getInt(12));
    }

    /** The whole page, ready to be written. */
    ByteBuffer toPage() {
        ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        page.putLong(0, MAGIC);
        page.putInt(8, formatVersion);
        page.putInt(12, salt);
        page.putLong(16, storeId.getMostSignificantBits());
        page.putLong(24, storeId.getLeastSignificantBits());
        page.putLong(32, firstSequence);
        page.putLong(40, durableThrough);
        page.putInt(CHECKED_BYTES, checksum(page));
        return page;
    }

    private static int checksum(ByteBuffer page) {
        CRC32C checksum = new CRC32C();
        checksum.update(page.duplicate().position(0).limit(CHECKED_BYTES));
        return (int) checksum.getValue();
    }
}
