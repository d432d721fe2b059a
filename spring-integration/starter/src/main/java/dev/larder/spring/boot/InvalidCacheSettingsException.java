package dev.larder.spring.boot;

import java.util.function.Supplier;

/** The settings of a cache are each in order and don't go together. */
final class InvalidCacheSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the failure.
     *
     * @param message names the cache and what contradicts what
     */
    InvalidCacheSettingsException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Does something that refuses such settings with an {@link IllegalArgumentException}. */
    static <T> T guard(Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException contradiction) {
            throw new InvalidCacheSettingsException(String.valueOf(contradiction.getMessage()), contradiction);
        }
    }
}
