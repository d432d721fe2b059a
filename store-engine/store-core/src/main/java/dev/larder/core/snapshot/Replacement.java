package dev.larder.core.snapshot;

import dev.larder.store.spi.FileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file that is written beside the place it is meant for and takes that place in one step, when the disk has confirmed all
 * of it. Whatever fails before, and whenever the power does, the place holds either what it held or the whole new file.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class Replacement implements Closeable {
    /** What is added to the name while the file is written. */
    static final String SUFFIX = ".tmp";

    /** Larger reads and writes would have the JDK keep as large a buffer off the heap for the thread's life. */
    static final int PIECE_BYTES = 1 << 20;

    /** Forced on the way, so that a long file does not make the log's confirmations wait for all of it at the end. */
    private static final long FORCE_BYTES = 32 << 20;

    private final FileSystem fileSystem;
    private final Path target;
    private final Path directory;
    private final Path temporary;
    private final FileSystem.DataFile file;
    private long length;
    private long forcedLength;
    private boolean renamed;
    private boolean closed;

    private Replacement(FileSystem fileSystem, Path target, Path directory) throws IOException {
        this.fileSystem = fileSystem;
        this.target = target;
        this.directory = directory;
        this.temporary = temporaryOf(target);
        fileSystem.delete(temporary);
        this.file = fileSystem.open(temporary, true);
    }

    /**
     * Begins a file, empty. One that a crash left unfinished is deleted.
     *
     * @param target its place, in a directory that is there
     */
    static Replacement begin(FileSystem fileSystem, Path target) throws IOException {
        Path directory = target.getParent();
        if (directory == null) {
            throw new IllegalArgumentException("a file in a directory was expected, found " + target);
        }
        return new Replacement(fileSystem, target, directory);
    }

    /** The name that the file has while it is written. */
    static Path temporaryOf(Path target) {
        return target.resolveSibling(target.getFileName() + SUFFIX);
    }

    /** How many bytes were written. */
    long length() {
        return length;
    }

    /** Writes bytes behind those before. */
    void append(byte[] source, int offset, int count) throws IOException {
        for (int written = 0; written < count; ) {
            int piece = Math.min(PIECE_BYTES, count - written);
            file.write(ByteBuffer.wrap(source, offset + written, piece), length);
            written += piece;
            length += piece;
        }
        if (length - forcedLength >= FORCE_BYTES) {
            file.force();
            forcedLength = length;
        }
    }

    /**
     * Puts the file in its place.
     *
     * @throws IOException if that failed; what the place holds then is known once it has been read
     */
    void publish() throws IOException {
        file.force();
        close(file);
        fileSystem.rename(temporary, target);
        renamed = true;
        fileSystem.forceDirectory(directory);
    }

    /** Gives up and deletes the file, unless it has its place. */
    @Override
    public void close() throws IOException {
        close(file);
        if (!renamed) {
            fileSystem.delete(temporary);
        }
    }

    private void close(FileSystem.DataFile open) throws IOException {
        if (!closed) {
            closed = true;
            open.close();
        }
    }
}
