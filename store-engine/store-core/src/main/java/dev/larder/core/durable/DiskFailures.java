package dev.larder.core.durable;

import dev.larder.store.StorageFullException;
import dev.larder.store.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Says what failures of files mean to those who use a store. */
final class DiskFailures {
    private DiskFailures() {}

    /** What is done with files. */
    @FunctionalInterface
    interface DiskWork<T> {
        T run() throws IOException;
    }

    /** The same without a result. */
    @FunctionalInterface
    interface DiskAction {
        void run() throws IOException;
    }

    /**
     * Does something with files.
     *
     * @param what for the message: "Larder could not ... the directory"
     */
    static <T> T translating(String what, Path directory, DiskWork<T> work) {
        try {
            return work.run();
        } catch (IOException failure) {
            String message =
                    String.format(Locale.ROOT, "Larder could not %s %s: %s", what, directory, failure.getMessage());
            throw isFull(failure)
                    ? new StorageFullException(message + ". Make room; nothing that was there before is lost.", failure)
                    : new StoreException(message + ". Look whether the disk works and the files may be used.", failure);
        }
    }

    /** The same for what has no result. */
    static void translatingAll(String what, Path directory, DiskAction action) {
        translating(what, directory, () -> {
            action.run();
            return Boolean.TRUE;
        });
    }

    /** Closes what is of no use after a failure. */
    static void closeAfter(Throwable failure, Closeable useless) {
        try {
            useless.close();
        } catch (IOException | RuntimeException another) {
            failure.addSuppressed(another);
        }
    }

    private static boolean isFull(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("disk quota")
                || message.contains("not enough space");
    }
}
