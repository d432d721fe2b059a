package dev.larder.spring.boot.session;

import dev.larder.spring.boot.session.StoredSession.Presence;
import dev.larder.store.Change;
import dev.larder.store.ChangeListener;
import java.util.function.BiFunction;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.events.AbstractSessionEvent;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionExpiredEvent;

/**
 * Publishes what happens to sessions as Spring Session's events. Called on the store's event threads, in order for each
 * session: a listener of the application's may use the session it is told about.
 *
 * @param source the repository, as the events' source
 * @param view makes the session of an event out of its id and what was stored
 */
record SessionEvents(
        Object source, ApplicationEventPublisher publisher, BiFunction<String, StoredSession, LarderSession> view)
        implements ChangeListener<String, StoredSession> {
    @Override
    public void onChange(Change<String, StoredSession> change) {
        StoredSession stored = change.value();
        boolean begins = change.kind() == Change.Kind.CREATED;
        if (stored.presence() == (begins ? Presence.MOVED_HERE : Presence.MOVED_AWAY)) {
            return;
        }
        publisher.publishEvent(event(change.kind(), view.apply(change.key(), stored)));
    }

    private AbstractSessionEvent event(Change.Kind kind, LarderSession session) {
        return switch (kind) {
            case CREATED -> new SessionCreatedEvent(source, session);
            case REMOVED -> new SessionDeletedEvent(source, session);
            case EXPIRED -> new SessionExpiredEvent(source, session);
            case UPDATED, EVICTED -> throw new AssertionError(kind);
        };
    }
}
