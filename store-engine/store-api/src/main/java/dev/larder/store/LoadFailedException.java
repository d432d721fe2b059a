package dev.larder.store;

/** A {@link Loader} threw; the cause says what. Nothing was stored. */
public final class LoadFailedException extends StoreException {
    private static final long serialVersionUID = 1;

    public LoadFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
