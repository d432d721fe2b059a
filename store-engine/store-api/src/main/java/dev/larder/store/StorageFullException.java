package dev.larder.store;

/** The disk is full; the write was refused and changed nothing. Writes go on once there is room. */
public final class StorageFullException extends StoreException {
    private static final long serialVersionUID = 1;

    public StorageFullException(String message) {
        super(message);
    }

    public StorageFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
