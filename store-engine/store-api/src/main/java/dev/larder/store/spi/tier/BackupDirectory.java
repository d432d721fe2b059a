package dev.larder.store.spi.tier;

import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of a backup while it is made: confirmed by the disk when it is finished, and gone again when it is closed
 * before, so that nobody takes a part for the whole. For one thread.
 */
public final class BackupDirectory implements AutoCloseable {
    private final Path path;
    private boolean finished;

    private BackupDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes the directory.
     *
     * @throws IllegalArgumentException if it is there already
     */
    public static BackupDirectory begin(Path target) {
        if (Files.exists(target)) {
            throw new IllegalArgumentException(
                    "a backup goes into a new directory, but " + target + " is there already; name another");
        }
        try {
            FileSystem.system().createDirectories(target);
        } catch (IOException failure) {
            throw new StorageFailedException(
                    "The backup's directory " + target + " could not be made: " + failure + ". Check its parent.",
                    0,
                    failure);
        }
        return new BackupDirectory(target);
    }

    /** Where to copy to. */
    public Path path() {
        return path;
    }

    /**
     * Has the disk confirm all that is in the directory.
     *
     * @throws StorageFullException if it found no room for it
     */
    public void finish() {
        try {
            List<Path> paths = new ArrayList<>();
            try (Stream<Path> walk = Files.walk(path)) {
                walk.forEach(paths::add);
            }
            for (Path each : paths) {
                if (Files.isRegularFile(each)) {
                    try (FileChannel file = FileChannel.open(each, StandardOpenOption.WRITE)) {
                        file.force(true);
                    }
                }
            }
            for (Path each : paths) {
                if (Files.isDirectory(each)) {
                    FileSystem.system().forceDirectory(each);
                }
            }
            finished = true;
        } catch (IOException failure) {
            if (SortedRecords.isFull(failure)) {
                throw new StorageFullException(
                        "The disk of the backup " + path + " is full; make room and copy again", failure);
            }
            throw new StorageFailedException(
                    "The disk did not confirm the backup " + path + ": " + failure + ". Copy to another disk.",
                    0,
                    failure);
        }
    }

    /** Deletes what was not finished. */
    @Override
    public void close() {
        if (!finished) {
            SortedRecords.deleteAll(path);
        }
    }
}
