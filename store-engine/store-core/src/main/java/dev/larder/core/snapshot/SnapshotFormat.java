package dev.larder.core.snapshot;

import dev.larder.store.spi.ByteSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.zip.CRC32C;

/** The fixed parts of a snapshot file, as docs/formats/snapshot.md lays them out; numbers are little-endian. */
final class SnapshotFormat {
    static final int VERSION = 1;

    /** Entries are gathered to blocks of at most this many bytes; a larger entry has a block of its own. */
    static final int BLOCK_BYTES = 256 << 10;

    /** A buffer that a large entry made larger than this is not used again. */
    static final int MOST_KEPT_BYTES = 4 * BLOCK_BYTES;

    static final int HEADER_BYTES = 48;
    static final int BLOCK_HEADER_BYTES = 24;
    static final int INDEX_ENTRY_BYTES = 8;
    static final int FOOTER_BYTES = 44;

    /** A later version may have a longer header; where its length and checksum are holds for all versions. */
    static final int MOST_HEADER_BYTES = 4096;

    /** The compression id of a block that is stored as it is. */
    static final int UNCOMPRESSED = 0;

    private static final int STORE_ID_OFFSET = 16;
    private static final int SEQUENCE_OFFSET = 32;
    private static final int KEYSPACE_ID_OFFSET = 40;
    private static final int MOST_BLOCKS = Integer.MAX_VALUE / INDEX_ENTRY_BYTES;
    private static final byte[] MAGIC = "LARDSNAP".getBytes(StandardCharsets.US_ASCII);
    private static final int FOOTER_MAGIC_OFFSET = FOOTER_BYTES - MAGIC.length;
    private static final int FOOTER_CHECKSUM_OFFSET = FOOTER_MAGIC_OFFSET - Integer.BYTES;

    private SnapshotFormat() {}

    /** What stands before a block's bytes. */
    record BlockHeader(int checksum, int number, int storedBytes, int rawBytes, int entryCount, int compressionId) {}

    /** The file's end, which says what is before it. */
    record Footer(long indexOffset, int blockCount, int indexChecksum, long count, long sequence) {}

    static byte[] encode(SnapshotHeader header) {
        ByteSink sink = new ByteSink(HEADER_BYTES);
        sink.putBytes(MAGIC);
        sink.putInt(VERSION);
        sink.putInt(HEADER_BYTES);
        // Reversed, so that the bytes stand in the order of the id's digits.
        sink.putLong(Long.reverseBytes(header.storeId().getMostSignificantBits()));
        sink.putLong(Long.reverseBytes(header.storeId().getLeastSignificantBits()));
        sink.putLong(header.sequence());
        sink.putInt(header.keyspaceId());
        sink.putInt(checksum(sink.array(), 0, sink.length()));
        return sink.toByteArray();
    }

    /**
     * Reads what {@link #encode(SnapshotHeader)} wrote.
     *
     * @param head the file's first {@link #MOST_HEADER_BYTES}, or all of a shorter file, and at least {@link #HEADER_BYTES}
     */
    static SnapshotHeader decodeHeader(Path file, byte[] head) {
        requireMagic(file, head, 0, 0);
        ByteBuffer buffer = littleEndian(head);
        int headerBytes = buffer.getInt(12);
        if (headerBytes < HEADER_BYTES || headerBytes > head.length) {
            throw Damage.at(
                    file, 12, "a header of %d to %d bytes expected, found %d", HEADER_BYTES, head.length, headerBytes);
        }
        int checksumOffset = headerBytes - Integer.BYTES;
        requireChecksum(file, checksumOffset, buffer.getInt(checksumOffset), checksum(head, 0, checksumOffset));
        int version = buffer.getInt(8);
        if (version != VERSION) {
            throw Damage.laterRelease(file, Integer.toUnsignedString(version), VERSION);
        }
        long sequence = buffer.getLong(SEQUENCE_OFFSET);
        int keyspaceId = buffer.getInt(KEYSPACE_ID_OFFSET);
        if (headerBytes != HEADER_BYTES || sequence < 0 || keyspaceId < 0) {
            throw Damage.at(
                    file,
                    12,
                    "a header of %d bytes with a sequence and a keyspace that are not negative expected, found %d, %d, %d",
                    HEADER_BYTES,
                    headerBytes,
                    sequence,
                    keyspaceId);
        }
        UUID storeId = new UUID(
                Long.reverseBytes(buffer.getLong(STORE_ID_OFFSET)),
                Long.reverseBytes(buffer.getLong(STORE_ID_OFFSET + Long.BYTES)));
        return new SnapshotHeader(storeId, keyspaceId, sequence);
    }

    /** Tells a header that is whole and another's from the one that was expected. */
    static void requireSame(Path file, SnapshotHeader expected, SnapshotHeader found) {
        if (!found.equals(expected)) {
            long offset = !found.storeId().equals(expected.storeId())
                    ? STORE_ID_OFFSET
                    : found.keyspaceId() != expected.keyspaceId() ? KEYSPACE_ID_OFFSET : SEQUENCE_OFFSET;
            throw Damage.at(
                    file,
                    offset,
                    "the snapshot of store %s, keyspace %d, sequence %d expected, found that of store %s, keyspace %d,"
                            + " sequence %d",
                    expected.storeId(),
                    expected.keyspaceId(),
                    expected.sequence(),
                    found.storeId(),
                    found.keyspaceId(),
                    found.sequence());
        }
    }

    /** Fills in the header at the begin of a sink for the block behind it, which ends at {@code end}. */
    static void encodeBlockHeader(
            ByteSink block, int end, int number, int rawBytes, int entryCount, int compressionId) {
        block.setInt(4, number);
        block.setInt(8, end - BLOCK_HEADER_BYTES);
        block.setInt(12, rawBytes);
        block.setInt(16, entryCount);
        block.setInt(20, compressionId);
        block.setInt(0, checksum(block.array(), Integer.BYTES, end - Integer.BYTES));
    }

    /** Reads the header at the begin of a block and checks the block against its checksum. */
    static BlockHeader decodeBlock(Path file, long offset, int number, byte[] block, int blockBytes) {
        ByteBuffer buffer = littleEndian(block);
        BlockHeader header = new BlockHeader(
                buffer.getInt(0),
                buffer.getInt(4),
                buffer.getInt(8),
                buffer.getInt(12),
                buffer.getInt(16),
                buffer.getInt(20));
        requireChecksum(file, offset, header.checksum(), checksum(block, Integer.BYTES, blockBytes - Integer.BYTES));
        int mostRawBytes = header.entryCount() == 1 ? Integer.MAX_VALUE : BLOCK_BYTES;
        if (header.number() != number
                || header.storedBytes() != blockBytes - BLOCK_HEADER_BYTES
                || header.entryCount() < 1
                || header.rawBytes() < header.entryCount()
                || header.rawBytes() > mostRawBytes
                || (header.compressionId() == UNCOMPRESSED && header.rawBytes() != header.storedBytes())) {
            throw Damage.at(
                    file,
                    offset,
                    "block %d of %d bytes expected, found %s",
                    number,
                    blockBytes - BLOCK_HEADER_BYTES,
                    header);
        }
        return header;
    }

    /** Appends the footer for an index that the sink has already. */
    static void encodeFooter(ByteSink index, long indexOffset, long count, long sequence) {
        int indexBytes = index.length();
        int indexChecksum = checksum(index.array(), 0, indexBytes);
        index.putLong(indexOffset);
        index.putInt(indexBytes / INDEX_ENTRY_BYTES);
        index.putInt(indexChecksum);
        index.putLong(count);
        index.putLong(sequence);
        index.putInt(checksum(index.array(), indexBytes, FOOTER_CHECKSUM_OFFSET));
        index.putBytes(MAGIC);
    }

    /** Reads the footer of a file of that length, and checks that it fits the length and the header. */
    static Footer decodeFooter(Path file, byte[] bytes, long fileBytes, SnapshotHeader header) {
        long footerOffset = fileBytes - FOOTER_BYTES;
        requireMagic(file, bytes, FOOTER_MAGIC_OFFSET, footerOffset);
        ByteBuffer buffer = littleEndian(bytes);
        requireChecksum(
                file,
                footerOffset + FOOTER_CHECKSUM_OFFSET,
                buffer.getInt(FOOTER_CHECKSUM_OFFSET),
                checksum(bytes, 0, FOOTER_CHECKSUM_OFFSET));
        Footer footer = new Footer(
                buffer.getLong(0), buffer.getInt(8), buffer.getInt(12), buffer.getLong(16), buffer.getLong(24));
        if (footer.blockCount() < 0
                || footer.blockCount() > MOST_BLOCKS
                || footer.indexOffset() != footerOffset - (long) footer.blockCount() * INDEX_ENTRY_BYTES
                || footer.indexOffset() < HEADER_BYTES
                || footer.count() < footer.blockCount()
                || footer.sequence() != header.sequence()) {
            throw Damage.at(
                    file,
                    footerOffset,
                    "a footer for %d bytes and sequence %d expected, found %s",
                    fileBytes,
                    header.sequence(),
                    footer);
        }
        return footer;
    }

    /** Reads where blocks begin; one more than there are blocks, the last being the index's own offset. */
    static long[] decodeIndex(Path file, byte[] bytes, Footer footer) {
        requireChecksum(file, footer.indexOffset(), footer.indexChecksum(), checksum(bytes, 0, bytes.length));
        long[] offsets = new long[footer.blockCount() + 1];
        littleEndian(bytes).asLongBuffer().get(offsets, 0, footer.blockCount());
        offsets[footer.blockCount()] = footer.indexOffset();
        long leastOffset = HEADER_BYTES;
        for (int i = 0; i < offsets.length; i++) {
            boolean first = i == 0;
            if (first
                    ? offsets[i] != leastOffset
                    : offsets[i] < leastOffset || offsets[i] - offsets[i - 1] > Integer.MAX_VALUE) {
                throw Damage.at(
                        file,
                        footer.indexOffset() + (long) i * INDEX_ENTRY_BYTES,
                        "block %d at byte %d or behind expected, found %d",
                        i,
                        leastOffset,
                        offsets[i]);
            }
            leastOffset = offsets[i] + BLOCK_HEADER_BYTES + 1;
        }
        return offsets;
    }

    /** How many bytes a block's header says that it has with the header. */
    static long bytesOfBlock(byte[] blockHeader) {
        return BLOCK_HEADER_BYTES + (littleEndian(blockHeader).getInt(8) & 0xFFFF_FFFFL);
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private static void requireChecksum(Path file, long offset, int expected, int found) {
        if (expected != found) {
            throw Damage.at(file, offset, "checksum %08x expected, found %08x", expected, found);
        }
    }

    private static void requireMagic(Path file, byte[] bytes, int at, long offset) {
        if (!Arrays.equals(bytes, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw Damage.at(
                    file,
                    offset + at,
                    "the bytes of \"LARDSNAP\" expected, found %s",
                    HexFormat.of().formatHex(bytes, at, at + MAGIC.length));
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
