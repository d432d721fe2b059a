package dev.larder.store;

/** Code that runs inside an operation on a key tried to change that key, or keys are held in a circle by several threads; going on would wait for ever. The inner operation changed nothing. */
public final class RecursiveOperationException extends StoreException {
    private static final long serialVersionUID = 1;

    public RecursiveOperationException(String message) {
        super(message);
    }
}
