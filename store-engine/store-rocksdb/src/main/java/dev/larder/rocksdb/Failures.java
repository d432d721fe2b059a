package dev.larder.rocksdb;

import dev.larder.store.CorruptDataException;
import dev.larder.store.DirectoryLockedException;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.StoreException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB's failures are for a caller of a tier. */
final class Failures {
    private Failures() {}

    /**
     * The exception to throw.
     *
     * @param what was to be done, to go on with "failed"
     * @param directory of the store, for the message
     */
    static StoreException of(RocksDBException failure, String what, Path directory) {
        Status status = failure.getStatus();
        String found = what + " failed in " + directory + ": " + withoutDot(failure);
        if (isFull(failure)) {
            return new StorageFullException(
                    found + ". The disk is full and nothing was changed; writes go on once there is room.", failure);
        }
        if (status != null && status.getCode() == Status.Code.Corruption) {
            return new CorruptDataException(
                    found + ". Data of the tier is damaged; restore a backup of it.", directory, UNKNOWN_OFFSET);
        }
        if (status != null && status.getCode() == Status.Code.IOError) {
            return new StorageFailedException(found + ". Check the disk and open the store again.", 0, failure);
        }
        return new StoreException(found, failure);
    }

    /** The same for opening, which fails in one way more: somebody has the directory. */
    static StoreException ofOpening(RocksDBException failure, Path directory) {
        String message = String.valueOf(failure.getMessage());
        Status status = failure.getStatus();
        // Its word for damage is "block checksum mismatch", which is about no lock.
        if (status != null && status.getCode() == Status.Code.IOError && message.contains("lock ")) {
            return new DirectoryLockedException(
                    "The tier's directory " + directory + " is open in another process or store: " + message
                            + ". Close that one first.",
                    failure);
        }
        return of(failure, "Opening the tier", directory);
    }

    private static String withoutDot(RocksDBException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /** Whether the disk failed to take a write, for another reason than being full. */
    static boolean isFinal(RocksDBException failure) {
        Status status = failure.getStatus();
        return status != null && status.getCode() == Status.Code.IOError && !isFull(failure);
    }

    static boolean isFull(RocksDBException failure) {
        Status status = failure.getStatus();
        return status != null
                && (status.getSubCode() == Status.SubCode.NoSpace
                        || String.valueOf(failure.getMessage()).contains("No space left"));
    }

    /** RocksDB tells the file in its message, and no place in it. */
    private static final long UNKNOWN_OFFSET = -1;
}
