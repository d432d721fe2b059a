package dev.larder.store;

/** Another process, or another store of this process, has the data directory open. */
public final class DirectoryLockedException extends StoreException {
    private static final long serialVersionUID = 1;

    public DirectoryLockedException(String message) {
        super(message);
    }

    public DirectoryLockedException(String message, Throwable cause) {
        super(message, cause);
    }
}
