package dev.larder.spring.boot.session;

import dev.larder.spring.boot.session.StoredSession.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one request did to a session, to be applied to whatever the session is by then: attributes that the request did
 * not touch stay as another request may have left them.
 *
 * @param attributes the attributes to write; null removes one
 * @param lastAccessedAt when the request asked for the session; null if it did not say
 * @param maxInactiveInterval the new interval; null if the request did not set it
 * @param isPrincipalChanged whether the request logged somebody in or out; if not, what another request did about that
 *     stays
 * @param principal whose session it is after the request
 */
record SessionChanges(
        Map<String, @Nullable Object> attributes,
        @Nullable Instant lastAccessedAt,
        @Nullable Duration maxInactiveInterval,
        boolean isPrincipalChanged,
        @Nullable String principal) {

    /** The session after the changes. A slow request does not set the time of the last access back. */
    StoredSession applyTo(StoredSession current, Presence presence) {
        Instant accessedAt = lastAccessedAt == null || lastAccessedAt.isBefore(current.lastAccessedAt())
                ? current.lastAccessedAt()
                : lastAccessedAt;
        return new StoredSession(
                current.createdAt(),
                accessedAt,
                maxInactiveInterval == null ? current.maxInactiveInterval() : maxInactiveInterval,
                attributes.isEmpty() ? current.attributes() : merged(current.attributes()),
                isPrincipalChanged ? principal : current.principal(),
                presence);
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
