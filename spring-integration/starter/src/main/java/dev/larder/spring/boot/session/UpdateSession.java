package dev.larder.spring.boot.session;

import dev.larder.spring.boot.session.StoredSession.Presence;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.EvictionHint;
import dev.larder.store.Operation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Applies a request's changes to its session, if there still is one: a session that was deleted or has expired while the
 * request ran stays gone. Whose session it is then is found out in the same step, so that it is said of the attributes
 * that are stored, and not of those that one of two requests saw.
 *
 * @param principalOf tells whose session it is by its attributes
 */
record UpdateSession(SessionChanges changes, Function<StoredSession, @Nullable String> principalOf)
        implements Operation<String, StoredSession, Void> {
    @Override
    public Decision<StoredSession> decide(String id, EntryView<StoredSession> entry, long nowMillis) {
        StoredSession current = entry.value();
        return current == null ? Decision.keep() : put(changes.applyTo(current, current.presence(), principalOf));
    }

    @Override
    public @Nullable Void result(@Nullable StoredSession before, Decision<StoredSession> decision) {
        return null;
    }

    @Override
    public boolean actsOnAbsent() {
        return false;
    }

    /** The index resolver is the application's. */
    @Override
    public boolean runsUserCode() {
        return changes.areAttributesChanged();
    }

    /** Until its own deadline, and never evicted: users don't expect to be logged out because others came. */
    static Decision.Put<StoredSession> put(StoredSession session) {
        return new Decision.Put<>(session, session.expiresAtMillis(), EvictionHint.PINNED);
    }

    /** A session that has moved to another id, for those who look at the old one; it is removed next. */
    static Decision.Put<StoredSession> leave(StoredSession session) {
        return put(session.as(Presence.MOVED_AWAY));
    }
}
