package dev.larder.store;

/**
 * The disk failed to confirm what was written. The store refuses all writes to disk from then on, since nobody can know what
 * the disk still has of what it was given; reads go on. Open the store anew to go on from what is on the disk.
 */
public final class StorageFailedException extends StoreException {
    private static final long serialVersionUID = 1;

    private final long safeSequence;

    public StorageFailedException(String message, long safeSequence, Throwable cause) {
        super(message, cause);
        this.safeSequence = safeSequence;
    }

    /** The last record of the log that the disk confirmed, with all before it. */
    public long safeSequence() {
        return safeSequence;
    }
}
