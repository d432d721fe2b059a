package dev.larder.spring.entry;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value to be put, with all that was said of it for this call.
 *
 * @param value as the user gave it, which may be null
 * @param timeToLive how long it lives, at least one millisecond; null for as long as the cache says
 * @param tags by which it can be removed later, each once
 */
public record NewValue(@Nullable Object value, @Nullable Duration timeToLive, List<String> tags) {
    /** Checks the time to live. */
    public NewValue {
        if (timeToLive != null && timeToLive.toMillis() < 1) {
            throw new IllegalArgumentException("a time to live must be at least one millisecond, found " + timeToLive);
        }
    }

    /** A value of which nothing is said. */
    public static NewValue of(@Nullable Object value) {
        return new NewValue(value, null, List.of());
    }
}
