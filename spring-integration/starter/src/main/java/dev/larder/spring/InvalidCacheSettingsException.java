package dev.larder.spring;

import java.util.function.Supplier;

/** The settings of a cache are each in order and don't go together. */
public final class InvalidCacheSettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the failure.
     *
     * @param message names the cache and what contradicts what
     */
    public InvalidCacheSettingsException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Does something that refuses such settings with an {@link IllegalArgumentException}.
     *
     * @throws InvalidCacheSettingsException in place of any other
     */
    public static <T> T guard(Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidCacheSettingsException contradiction) {
            throw contradiction;
        } catch (IllegalArgumentException contradiction) {
            throw new InvalidCacheSettingsException(String.valueOf(contradiction.getMessage()), contradiction);
        }
    }
}
