package dev.larder.store;

/** Root of the failures of a store that a caller can act on. Bad arguments are {@link IllegalArgumentException}s. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
