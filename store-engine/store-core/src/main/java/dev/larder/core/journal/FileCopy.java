package dev.larder.core.journal;

import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.FileSystem.DataFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Copies files of a data directory as they are. */
public final class FileCopy {
    private static final int PIECE_BYTES = 256 << 10;

    private FileCopy() {}

    /**
     * Copies a file's first bytes to another, new one, and has the disk confirm them; its name it has not.
     *
     * @throws EOFException if the file is shorter
     */
    public static void copy(FileSystem fileSystem, Path from, Path to, long bytes) throws IOException {
        try (DataFile source = fileSystem.open(from, false);
                DataFile target = fileSystem.open(to, true)) {
            for (long at = 0; at < bytes; at += PIECE_BYTES) {
                ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, bytes - at));
                source.read(piece, at);
                if (piece.hasRemaining()) {
                    throw new EOFException(from + " has " + source.size() + " bytes, and " + bytes + " were expected");
                }
                target.write(piece.flip(), at);
            }
            target.force();
        }
    }

    /** Copies all of a file. */
    public static void copy(FileSystem fileSystem, Path from, Path to) throws IOException {
        long bytes;
        try (DataFile source = fileSystem.open(from, false)) {
            bytes = source.size();
        }
        copy(fileSystem, from, to, bytes);
    }
}
