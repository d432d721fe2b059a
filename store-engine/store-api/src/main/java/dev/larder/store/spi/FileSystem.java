package dev.larder.store.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The disk as a store uses it, so that tests can put one in its place that loses and tears what was not confirmed. Safe for
 * use by any number of threads.
 *
 * <p>Nothing is confirmed by the disk until {@code force} returned: bytes of a file by the file's, names and renames of a
 * directory's files by {@link #forceDirectory}.
 */
public interface FileSystem {
    /** The machine's. */
    static FileSystem system() {
        return SystemFileSystem.INSTANCE;
    }

    /** Whether there is a file or directory of that name. */
    boolean exists(Path path);

    /** Makes a directory and those above it, where they are missing, and has them confirmed. */
    void createDirectories(Path directory) throws IOException;

    /** The files of a directory, sorted by name. */
    List<Path> list(Path directory) throws IOException;

    /** Deletes a file, if it is there. */
    void delete(Path file) throws IOException;

    /** Gives a file another name in one step; a file that has it already is replaced. */
    void rename(Path from, Path to) throws IOException;

    /** Has the disk confirm the names of a directory's files. Does nothing where the system has no such call. */
    void forceDirectory(Path directory) throws IOException;

    /** Opens a file for reading and writing, making it if {@code create} says so. */
    DataFile open(Path file, boolean create) throws IOException;

    /** Locks a file against other processes and other callers in this one, making it if need be; null if it is locked. */
    @Nullable Closeable tryLock(Path file) throws IOException;

    /**
     * An open file. Safe for use by any number of threads; each region by one at a time. A thread that is interrupted stays
     * so, and nothing fails for it.
     */
    interface DataFile extends Closeable {
        /** Its length, bytes. */
        long size() throws IOException;

        /** Reads until the target is full or the file ends; returns how many bytes were read, 0 at the end. */
        int read(ByteBuffer target, long position) throws IOException;

        /** Writes all of the source. */
        void write(ByteBuffer source, long position) throws IOException;

        /** Cuts the file, or makes it longer without reserving room for what is added. */
        void setSize(long bytes) throws IOException;

        /** Has the disk confirm all that was written. */
        void force() throws IOException;

        /**
         * The file's bytes as memory, for reading and writing, in the byte order {@link java.nio.ByteOrder#LITTLE_ENDIAN}.
         * What is written there is in the operating system's memory at once. The file must have that size, and room
         * reserved by {@link #write} wherever the memory is written. Stays valid after the file is closed.
         */
        MappedRegion map(long position, int bytes) throws IOException;
    }

    /** A part of a file as memory. */
    interface MappedRegion {
        /** The memory; position 0, limit at the region's end. Not to be repositioned: duplicate it for that. */
        ByteBuffer memory();

        /** Has the disk confirm what was written to a range. */
        void force(int offset, int bytes) throws IOException;
    }
}
