package dev.larder.spring.boot.session;

import dev.larder.spring.boot.session.StoredSession.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one request did to a session, to be applied to whatever the session is by then: attributes that the request did
 * not touch stay as another request may have left them.
 *
 * @param attributes the attributes to write; null removes one
 * @param lastAccessedAt when the request asked for the session; null if it did not say
 * @param maxInactiveInterval the new interval; null if the request did not set it
 */
record SessionChanges(
        Map<String, @Nullable Object> attributes,
        @Nullable Instant lastAccessedAt,
        @Nullable Duration maxInactiveInterval) {

    /**
     * The session after the changes. A slow request does not set the time of the last access back.
     *
     * @param principalOf tells whose session it is by its attributes, of which others may come from other requests; not
     *     asked if they all stay as they are
     */
    StoredSession applyTo(
            StoredSession current, Presence presence, Function<StoredSession, @Nullable String> principalOf) {
        Instant accessedAt = lastAccessedAt == null || lastAccessedAt.isBefore(current.lastAccessedAt())
                ? current.lastAccessedAt()
                : lastAccessedAt;
        StoredSession changed = new StoredSession(
                current.createdAt(),
                accessedAt,
                maxInactiveInterval == null ? current.maxInactiveInterval() : maxInactiveInterval,
                areAttributesChanged() ? merged(current.attributes()) : current.attributes(),
                current.principal(),
                presence);
        return areAttributesChanged() ? changed.of(principalOf.apply(changed)) : changed;
    }

    boolean areAttributesChanged() {
        return !attributes.isEmpty();
    }

    private Map<String, Object> merged(Map<String, Object> before) {
        Map<String, Object> after = new HashMap<>(before);
        attributes.forEach((name, value) -> {
            if (value == null) {
                after.remove(name);
            } else {
                after.put(name, value);
            }
        });
        return after;
    }
}
