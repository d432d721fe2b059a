package dev.larder.store;

/** The keyspace is full, or its store, and its policy is not to evict; nothing was changed. */
public final class CapacityExceededException extends StoreException {
    private static final long serialVersionUID = 1;

    public CapacityExceededException(String message) {
        super(message);
    }
}
