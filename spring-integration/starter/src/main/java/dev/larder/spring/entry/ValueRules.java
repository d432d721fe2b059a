package dev.larder.spring.entry;

import dev.larder.store.Decision;
import dev.larder.store.Lifetime;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.support.NullValue;

/**
 * How the values of one cache stand in its keyspace.
 *
 * @param cacheName for messages
 * @param nullValues whether null is a value
 * @param nullTimeToLive how long it lives; null for as long as other values
 */
public record ValueRules(
        String cacheName, boolean nullValues, @Nullable Duration nullTimeToLive) {
    /**
     * What stands in the keyspace for a new value.
     *
     * @throws IllegalArgumentException if it is null, and nulls are not cached here
     */
    Object stored(Object key, NewValue value) {
        requireValue(key, value);
        Object plain = value.value() == null ? NullValue.INSTANCE : value.value();
        return value.tags().isEmpty() ? plain : new Tagged(plain, value.tags());
    }

    /**
     * Sees to it that no null is put where nulls are not cached.
     *
     * @throws IllegalArgumentException naming the cache, the key, and what can be done
     */
    public void requireValue(Object key, NewValue value) {
        if (value.value() == null && !nullValues) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Cache '%s' was given null for key '%s', but its setting null-values is false. Set it to true, or"
                            + " leave nulls out with unless = \"#result == null\" in the annotation.",
                    cacheName,
                    key));
        }
    }

    /** The put of a new value. */
    Decision.Put<Object> put(Object key, NewValue value, long nowMillis) {
        Duration timeToLive = value.timeToLive() == null && value.value() == null ? nullTimeToLive : value.timeToLive();
        Object stored = stored(key, value);
        return timeToLive == null
                ? new Decision.Put<>(stored)
                : new Decision.Put<>(stored, Lifetime.deadline(nowMillis, timeToLive.toMillis()));
    }

    /** The user's value of one that stands in the keyspace. */
    static @Nullable Object plain(Object stored) {
        Object value = stored instanceof Tagged tagged ? tagged.value() : stored;
        return value == NullValue.INSTANCE ? null : value;
    }
}
