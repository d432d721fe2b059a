package dev.larder.store;

/** A value can not be turned into bytes or back: its class changed, is gone or is not allowed, or the bytes are damaged. */
public final class CodecException extends StoreException {
    private static final long serialVersionUID = 1;

    public CodecException(String message) {
        super(message);
    }

    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
