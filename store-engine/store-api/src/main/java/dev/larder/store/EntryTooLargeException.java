package dev.larder.store;

/** A key or value is larger than the keyspace allows; nothing was changed. */
public final class EntryTooLargeException extends StoreException {
    private static final long serialVersionUID = 1;

    public EntryTooLargeException(String message) {
        super(message);
    }
}
