package dev.larder.store;

/** The store or the keyspace was closed before the operation was accepted. */
public final class StoreClosedException extends StoreException {
    private static final long serialVersionUID = 1;

    public StoreClosedException(String message) {
        super(message);
    }
}
