package dev.larder.copy;

/** What an adapter would throw where a value can't be copied. */
final class AdapterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AdapterException(String message, Throwable cause) {
        super(message, cause);
    }
}
