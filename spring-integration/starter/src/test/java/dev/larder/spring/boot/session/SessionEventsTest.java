package dev.larder.spring.boot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.session.events.AbstractSessionEvent;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionExpiredEvent;

/** What listeners are told of sessions. */
class SessionEventsTest extends SessionRepositoryFixture {
    @Test
    void events_createDeleteExpire_tellOfTheSession() throws Exception {
        LarderSession first = repository.createSession();
        first.setAttribute("name", "first");
        repository.save(first);
        LarderSession second = saved();
        repository.deleteById(first.getId());
        clock.advance(Duration.ofMinutes(30));
        sessions().maintain();

        List<AbstractSessionEvent> told = List.of(next(), next(), next(), next());
        assertThat(told.stream().filter(event -> event.getSessionId().equals(first.getId())))
                .hasExactlyElementsOfTypes(SessionCreatedEvent.class, SessionDeletedEvent.class)
                .allSatisfy(
                        event -> assertThat(event.<LarderSession>getSession().<String>getAttribute("name"))
                                .isEqualTo("first"));
        assertThat(told.stream().filter(event -> event.getSessionId().equals(second.getId())))
                .hasExactlyElementsOfTypes(SessionCreatedEvent.class, SessionExpiredEvent.class);
    }

    @Test
    void events_listenerUsesTheSessionItIsToldOf_works() throws Exception {
        BlockingQueue<Boolean> found = new LinkedBlockingQueue<>();
        repository.destroy();
        LarderIndexedSessionRepository listening = new LarderIndexedSessionRepository(store);
        listening.setApplicationEventPublisher(
                event -> found.add(listening.findById(((AbstractSessionEvent) event).getSessionId()) != null));
        listening.afterPropertiesSet();
        listening.save(listening.createSession());

        assertThat(found.poll(10, TimeUnit.SECONDS)).isTrue();
        listening.destroy();
    }
}
