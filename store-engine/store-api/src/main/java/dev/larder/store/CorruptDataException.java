package dev.larder.store;

import java.nio.file.Path;

/** A file of the data directory is damaged, and not in the way a crash damages files. Nothing was changed. */
public final class CorruptDataException extends StoreException {
    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final long offset;

    /**
     * Tells of damage.
     *
     * @param message what was found, what was expected, what is intact, and what repairs it
     * @param offset where in the file, in bytes
     */
    public CorruptDataException(String message, Path file, long offset) {
        super(message);
        this.file = file;
        this.offset = offset;
    }

    /** The damaged file. */
    public Path file() {
        return file;
    }

    /** Where the damage begins, bytes from the file's begin. */
    public long offset() {
        return offset;
    }
}
