package dev.larder.core.journal;

import dev.larder.store.spi.FileSystem.DataFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file's bytes, read in pieces. Reads with calls, not through a mapping, so that a bad sector is an exception. One thread. */
final class FileWindow {
    private static final int PIECE_BYTES = 256 << 10;

    private final DataFile file;
    private final long fileBytes;
    private byte[] bytes = new byte[PIECE_BYTES];
    private long start;
    private int length;

    FileWindow(DataFile file) throws IOException {
        this.file = file;
        this.fileBytes = file.size();
    }

    /** The length of the file when the window was made. */
    long fileBytes() {
        return fileBytes;
    }

    /** Holds the bytes that {@link #locate} found, among others. Replaced by the next call of it. */
    byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes} so many bytes of the file stand, read if need be; -1 if the file ends before. */
    int locate(long offset, int count) throws IOException {
        if (offset >= start && offset + count <= start + length) {
            return (int) (offset - start);
        }
        if (offset + count > fileBytes) {
            return -1;
        }
        int piece = (int) Math.min(Math.max(count, PIECE_BYTES), fileBytes - offset);
        if (piece > bytes.length) {
            bytes = new byte[piece];
        }
        start = offset;
        length = file.read(ByteBuffer.wrap(bytes, 0, piece), offset);
        return length >= count ? 0 : -1;
    }
}
