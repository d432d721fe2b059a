package dev.larder.core.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

/** A reader of snapshots that was written from docs/formats/snapshot.md and uses nothing of the engine. */
record DocumentedSnapshot(String storeId, long sequence, int keyspaceId, List<String> entries) {
    private static final int FOOTER_BYTES = 44;

    static DocumentedSnapshot read(byte[] bytes) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(new String(bytes, 0, 8, StandardCharsets.US_ASCII).equals("LARDSNAP"), "magic");
        require(file.getInt(8) == 1, "version");
        require(file.getInt(12) == 48, "header length");
        require(file.getInt(44) == crc(bytes, 0, 44), "header checksum");
        String id = HexFormat.of().formatHex(bytes, 16, 32);

        int footer = bytes.length - FOOTER_BYTES;
        require(new String(bytes, footer + 36, 8, StandardCharsets.US_ASCII).equals("LARDSNAP"), "footer magic");
        require(file.getInt(footer + 32) == crc(bytes, footer, 32), "footer checksum");
        int index = (int) file.getLong(footer);
        int blockCount = file.getInt(footer + 8);
        require(index == footer - 8 * blockCount, "index offset");
        require(file.getInt(footer + 12) == crc(bytes, index, 8 * blockCount), "index checksum");

        List<String> entries = new ArrayList<>();
        int expectedBegin = 48;
        for (int number = 0; number < blockCount; number++) {
            int begin = (int) file.getLong(index + 8 * number);
            require(begin == expectedBegin, "gap before block");
            int storedBytes = file.getInt(begin + 8);
            require(file.getInt(begin) == crc(bytes, begin + 4, 20 + storedBytes), "block checksum");
            require(file.getInt(begin + 4) == number, "block number");
            byte[] raw = raw(bytes, begin + 24, storedBytes, file.getInt(begin + 20));
            require(raw.length == file.getInt(begin + 12), "raw length");
            require(addEntries(raw, entries) == file.getInt(begin + 16), "entries of the block");
            expectedBegin = begin + 24 + storedBytes;
        }
        require(expectedBegin == index, "gap before index");
        require(file.getLong(footer + 16) == entries.size(), "entries");
        require(file.getLong(footer + 24) == file.getLong(32), "sequence");
        String storeId = id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        return new DocumentedSnapshot(storeId, file.getLong(32), file.getInt(40), entries);
    }

    private static byte[] raw(byte[] bytes, int offset, int length, int compression) throws IOException {
        ByteArrayInputStream stored = new ByteArrayInputStream(bytes, offset, length);
        require(compression == 0 || compression == 3, "compression");
        return compression == 0 ? stored.readAllBytes() : new GZIPInputStream(stored).readAllBytes();
    }

    private static int addEntries(byte[] raw, List<String> entries) {
        int count = 0;
        int at = 0;
        while (at < raw.length) {
            int length = 0;
            int shift = 0;
            boolean more = true;
            while (more) {
                length |= (raw[at] & 0x7f) << shift;
                more = (raw[at] & 0x80) != 0;
                shift += 7;
                at++;
            }
            entries.add(new String(raw, at, length, StandardCharsets.UTF_8));
            at += length;
            count++;
        }
        return count;
    }

    private static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private static void require(boolean expected, String what) {
        if (!expected) {
            throw new AssertionError(what);
        }
    }
}
