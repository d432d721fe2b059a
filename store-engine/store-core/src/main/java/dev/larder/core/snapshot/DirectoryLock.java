package dev.larder.core.snapshot;

import dev.larder.store.DirectoryLockedException;
import dev.larder.store.spi.FileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other stores, in this process and in others, out of a data directory. The lock is the operating system's on the
 * file {@code LOCK}, so it ends with the process, however that ends.
 *
 * <p>Who holds it stands in {@code LOCK.owner}, for messages alone. It is a file of its own because POSIX takes a process's
 * lock away as soon as the process closes any descriptor of the locked file: {@code LOCK} must not be opened for reading, nor
 * copied, by the process that holds it.
 *
 * <p><b>Threads:</b> any number.
 */
public final class DirectoryLock implements Closeable {
    /** The file that is locked. */
    public static final String NAME = "LOCK";

    /** The file that says who holds the lock. */
    public static final String OWNER_NAME = "LOCK.owner";

    private static final int MOST_OWNER_BYTES = 1 << 10;

    private final FileSystem fileSystem;
    private final Path ownerFile;
    private final Closeable lock;

    private DirectoryLock(FileSystem fileSystem, Path ownerFile, Closeable lock) {
        this.fileSystem = fileSystem;
        this.ownerFile = ownerFile;
        this.lock = lock;
    }

    /**
     * Locks a directory, which must be there.
     *
     * @throws DirectoryLockedException if another store holds it; says which process on which host
     * @throws IOException if the file could not be made or locked
     */
    public static DirectoryLock acquire(FileSystem fileSystem, Path directory) throws IOException {
        return acquire(fileSystem, directory, LockOwner.thisProcess());
    }

    static DirectoryLock acquire(FileSystem fileSystem, Path directory, LockOwner owner) throws IOException {
        Closeable lock = fileSystem.tryLock(directory.resolve(NAME));
        Path ownerFile = directory.resolve(OWNER_NAME);
        if (lock == null) {
            throw new DirectoryLockedException(
                    "The data directory " + directory + " is open in " + holder(fileSystem, ownerFile)
                            + ". Close that store first, or give this one a directory of its own.");
        }
        writeOwner(fileSystem, ownerFile, owner);
        return new DirectoryLock(fileSystem, ownerFile, lock);
    }

    /** Says in words who has a directory open; null if nobody has. Changes nothing. */
    public static @Nullable String holderOf(FileSystem fileSystem, Path directory) throws IOException {
        if (!fileSystem.exists(directory.resolve(NAME))) {
            return null;
        }
        try (Closeable lock = fileSystem.tryLock(directory.resolve(NAME))) {
            return lock == null ? holder(fileSystem, directory.resolve(OWNER_NAME)) : null;
        }
    }

    /** Lets others have the directory. */
    @Override
    public void close() throws IOException {
        try (lock) {
            fileSystem.delete(ownerFile);
        }
    }

    private static void writeOwner(FileSystem fileSystem, Path ownerFile, LockOwner owner) {
        try {
            fileSystem.delete(ownerFile);
            try (FileSystem.DataFile file = fileSystem.open(ownerFile, true)) {
                file.write(ByteBuffer.wrap(owner.toText().getBytes(StandardCharsets.UTF_8)), 0);
            }
        } catch (IOException notTold) {
            // The lock holds without it, and a disk that is full must not keep a store from being opened and read.
        }
    }

    private static String holder(FileSystem fileSystem, Path ownerFile) {
        try (FileSystem.DataFile file = fileSystem.open(ownerFile, false)) {
            ByteBuffer text = ByteBuffer.allocate(MOST_OWNER_BYTES);
            int length = file.read(text, 0);
            return LockOwner.describe(new String(text.array(), 0, length, StandardCharsets.UTF_8));
        } catch (IOException notTold) {
            return LockOwner.describe("");
        }
    }
}
