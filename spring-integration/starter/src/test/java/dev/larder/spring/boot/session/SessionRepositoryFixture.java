package dev.larder.spring.boot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

import dev.larder.store.Keyspace;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.session.events.AbstractSessionEvent;

/** A repository of sessions, and the events that it tells of them. */
abstract class SessionRepositoryFixture {
    final ManualClock clock = new ManualClock();
    final Store store = Store.open(
            StoreConfig.builder().clock(clock).maxMemoryBytes(1 << 20).seed(42).build());
    final LarderIndexedSessionRepository repository = new LarderIndexedSessionRepository(store);
    final BlockingQueue<AbstractSessionEvent> events = new LinkedBlockingQueue<>();

    @BeforeEach
    final void start() {
        repository.setApplicationEventPublisher(event -> events.add((AbstractSessionEvent) event));
        repository.afterPropertiesSet();
    }

    @AfterEach
    final void close() {
        repository.destroy();
        store.close();
    }

    final LarderSession saved() {
        LarderSession session = repository.createSession();
        repository.save(session);
        return session;
    }

    final LarderSession loggedIn(String principal) {
        LarderSession session = repository.createSession();
        session.setAttribute(PRINCIPAL_NAME_INDEX_NAME, principal);
        repository.save(session);
        return session;
    }

    final Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    final AbstractSessionEvent next() throws InterruptedException {
        AbstractSessionEvent event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("an event").isNotNull();
        return event;
    }

    final Keyspace<Object, Object> sessions() {
        Keyspace<Object, Object> keyspace = store.find(LarderIndexedSessionRepository.KEYSPACE);
        assertThat(keyspace).isNotNull();
        return keyspace;
    }
}
