package dev.larder.sample.catalog;

/** A question that cannot be asked; the message is for the person who asked it. */
public final class BadQueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadQueryException(String message) {
        super(message);
    }
}
