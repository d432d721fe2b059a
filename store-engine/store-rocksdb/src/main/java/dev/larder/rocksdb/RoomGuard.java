package dev.larder.rocksdb;

import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refuses writes while some room is left on the disk. RocksDB goes on by itself after its sorted files found no room, but
 * not after its log did: that log can't be written or synced again before the database is opened anew. So the log must not
 * be the one to find the disk full.
 *
 * <p>Looks at the disk once for every so many bytes, and with each write while there is too little. Another process may still
 * fill the disk in between. Safe for use by any number of threads.
 */
final class RoomGuard {
    private static final long LOOK_EVERY_BYTES = 1 << 20;

    private final Path directory;
    private final FileStore disk;
    private final long reserveBytes;
    private final AtomicLong unseenBytes = new AtomicLong(LOOK_EVERY_BYTES);

    /**
     * Guards a directory's disk.
     *
     * @param reserveBytes what is to be left: enough for what is in memory to be written out
     */
    RoomGuard(Path directory, long reserveBytes) throws IOException {
        this.directory = directory;
        this.disk = Files.getFileStore(directory);
        this.reserveBytes = reserveBytes;
    }

    /**
     * To be called before so many bytes are written.
     *
     * @throws StorageFullException if there is too little room
     */
    void requireRoom(int bytes) {
        if (unseenBytes.addAndGet(bytes) < LOOK_EVERY_BYTES) {
            return;
        }
        long usableBytes;
        try {
            usableBytes = disk.getUsableSpace();
        } catch (IOException failure) {
            throw new StorageFailedException(
                    "The room left on the disk of " + directory + " is not known: " + failure + ". Check the disk.",
                    0,
                    failure);
        }
        if (usableBytes < reserveBytes) {
            throw new StorageFullException(
                    "The disk of " + directory + " is full: " + usableBytes + " bytes are left, and "
                            + reserveBytes
                            + " are kept for what RocksDB has in memory. Nothing was changed; writes go on once there"
                            + " is room.");
        }
        unseenBytes.set(0);
    }
}
