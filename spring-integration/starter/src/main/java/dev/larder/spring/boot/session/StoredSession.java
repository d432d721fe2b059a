package dev.larder.spring.boot.session;

import dev.larder.store.EntryView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as the keyspace holds it: what requests read and nobody changes. A request works on a {@link LarderSession}
 * of its own, and its changes become the next {@code StoredSession}.
 *
 * @param createdAt when the session began
 * @param lastAccessedAt when a request last asked for it
 * @param maxInactiveInterval how long after that it expires; never if negative
 * @param attributes by name; the map can't be changed
 * @param principal whose session it is, as the index resolver says; null if nobody is known
 * @param presence whether the session came to its key, or leaves it, only because its id was changed
 */
record StoredSession(
        Instant createdAt,
        Instant lastAccessedAt,
        Duration maxInactiveInterval,
        Map<String, Object> attributes,
        @Nullable String principal,
        Presence presence) {
    /** What the coming or going of an entry means to those who listen for sessions. */
    enum Presence {
        /** The session began under this id. */
        ORIGINAL,
        /** It had another id before: no session was created. */
        MOVED_HERE,
        /** It has another id now: no session was deleted. */
        MOVED_AWAY
    }

    StoredSession {
        attributes = Collections.unmodifiableMap(new HashMap<>(attributes));
    }

    /** When it stops being visible, on the clock that gave {@link #lastAccessedAt}. */
    long expiresAtMillis() {
        if (maxInactiveInterval.isNegative()) {
            return EntryView.NEVER;
        }
        try {
            return lastAccessedAt.plus(maxInactiveInterval).toEpochMilli();
        } catch (java.time.DateTimeException | ArithmeticException beyondTime) {
            return EntryView.NEVER;
        }
    }

    StoredSession of(@Nullable String other) {
        return new StoredSession(createdAt, lastAccessedAt, maxInactiveInterval, attributes, other, presence);
    }

    StoredSession as(Presence other) {
        return new StoredSession(createdAt, lastAccessedAt, maxInactiveInterval, attributes, principal, other);
    }
}
