package dev.larder.lmdb;

import dev.larder.store.CorruptDataException;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.lmdbjava.Dbi.DbFullException;
import org.lmdbjava.Env.FileInvalidException;
import org.lmdbjava.Env.ReadersFullException;
import org.lmdbjava.Env.VersionMismatchException;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;
import org.lmdbjava.LmdbNativeException.ConstantDerivedException;
import org.lmdbjava.LmdbNativeException.PageCorruptedException;
import org.lmdbjava.LmdbNativeException.PageNotFoundException;
import org.lmdbjava.LmdbNativeException.PanicException;
import org.lmdbjava.Txn.TxFullException;

/** What LMDB's failures are for a caller of a tier. */
final class Failures {
    /** {@code ENOSPC} of Unix and {@code ERROR_DISK_FULL} of Windows. */
    private static final Set<Integer> NO_ROOM = Set.of(28, 112);

    private static final int INPUT_OUTPUT_ERROR = 5;
    /** {@code ENOMEM}, which LMDB has from mapping its file. */
    private static final int NO_ADDRESSES = 12;

    private static final long HARDLY_ANY_BYTES = 1 << 20;

    /** Where in the file LMDB stumbled, it doesn't tell. */
    private static final long UNKNOWN_OFFSET = -1;

    private Failures() {}

    /**
     * The exception to throw.
     *
     * @param what was to be done, to go on with "failed"
     * @param directory of the store, for the message
     */
    static StoreException of(LmdbException failure, String what, Path directory) {
        String found = what + " failed in " + directory + ": " + failure.getMessage();
        if (isFull(failure, directory)) {
            return new StorageFullException(
                    found + ". The disk is full and nothing was changed; writes go on once there is room.", failure);
        }
        if (failure instanceof ReadersFullException) {
            return new StoreException(
                    found
                            + ". As many cursors are open as the setting max-readers allows; close them, or set it higher.",
                    failure);
        }
        if (failure instanceof DbFullException) {
            return new StoreException(
                    found
                            + ". There are as many keyspaces as the setting max-keyspaces allows; drop one, or set it higher.",
                    failure);
        }
        if (failure instanceof TxFullException) {
            return new StoreException(
                    found + ". So much can't be changed at once, and nothing was; load less at a time.", failure);
        }
        if (isDamage(failure)) {
            return new CorruptDataException(
                    found + ". Data of the tier is damaged; restore a backup of it.", directory, UNKNOWN_OFFSET);
        }
        if (failure instanceof LmdbNativeException error && error.getResultCode() == NO_ADDRESSES) {
            return new StoreException(
                    found + ". The process has too few addresses for the map; let it have more (ulimit -v), or set a"
                            + " smaller map-size.",
                    failure);
        }
        if (isFinal(failure, directory)) {
            return new StorageFailedException(found + ". Check the disk and open the store again.", 0, failure);
        }
        return new StoreException(found, failure);
    }

    private static boolean isDamage(LmdbException failure) {
        return failure instanceof PageCorruptedException
                || failure instanceof PageNotFoundException
                || failure instanceof FileInvalidException
                || failure instanceof VersionMismatchException;
    }

    /** Whether the disk, or what is on it, failed a change, so that no other may follow; not what only this one asked for. */
    static boolean isFinal(LmdbException failure, Path directory) {
        return (failure instanceof ConstantDerivedException && !isFull(failure, directory))
                || failure instanceof PanicException
                || isDamage(failure);
    }

    /** LMDB tells an I/O error also if the disk took a part of a write only, which is how a disk is at first when it is full. */
    static boolean isFull(LmdbException failure, Path directory) {
        return failure instanceof LmdbNativeException error
                && (NO_ROOM.contains(error.getResultCode())
                        || (error.getResultCode() == INPUT_OUTPUT_ERROR && hasNoRoom(directory)));
    }

    private static boolean hasNoRoom(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace() < HARDLY_ANY_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }
}
