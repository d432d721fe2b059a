package dev.larder.benchmarks.durability;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What the disk gives to a plain file, which is the limit of whatever writes to it. */
final class RawFile {
    private static final int APPEND_BYTES = 128;
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int PREALLOCATED_BLOCKS = 64;

    private RawFile() {}

    /** Appends of 128 bytes a second, each confirmed by the disk, to a file that grows. */
    static double appendsPerSecond(Path directory, Duration time) throws IOException {
        try (FileChannel file = open(directory)) {
            return appendsPerSecond(file, time);
        }
    }

    /** The same into a file of 64 MiB of zeros, whose length an append does not change. */
    static double preallocatedAppendsPerSecond(Path directory, Duration time) throws IOException {
        try (FileChannel file = open(directory)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK_BYTES);
            for (int i = 0; i < PREALLOCATED_BLOCKS; i++) {
                writeAll(file, zeros.rewind());
            }
            file.force(true);
            file.position(0);
            return appendsPerSecond(file, time);
        }
    }

    private static double appendsPerSecond(FileChannel file, Duration time) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(APPEND_BYTES);
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            writeAll(file, bytes.rewind());
            file.force(false);
            count++;
        }
        return count * 1e9 / (System.nanoTime() - start);
    }

    /** Writes so many MiB, one after the other, which the disk confirms at the end; returns the nanoseconds that took. */
    static long sequentialNanos(Path directory, int mebibytes) throws IOException {
        try (FileChannel file = open(directory)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
            long start = System.nanoTime();
            for (int i = 0; i < mebibytes; i++) {
                writeAll(file, block.rewind());
            }
            file.force(false);
            return System.nanoTime() - start;
        }
    }

    private static FileChannel open(Path directory) throws IOException {
        return FileChannel.open(directory.resolve("plain"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
