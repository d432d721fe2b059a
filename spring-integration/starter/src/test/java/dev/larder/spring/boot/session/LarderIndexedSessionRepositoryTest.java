package dev.larder.spring.boot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.session.events.AbstractSessionEvent;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;

/** The life of a session: saved, found, moved to another id, deleted and expired. */
class LarderIndexedSessionRepositoryTest extends SessionRepositoryFixture {
    @Test
    void findById_savedSession_hasWhatWasSet() {
        LarderSession session = repository.createSession();
        session.setAttribute("cart", List.of("tea"));
        assertThat(repository.findById(session.getId())).isNull();
        repository.save(session);

        LarderSession found = repository.findById(session.getId());

        assertThat(found).isNotNull().isNotSameAs(session);
        assertThat(found.<List<String>>getAttribute("cart")).containsExactly("tea");
        assertThat(found.getAttributeNames()).containsExactly("cart");
        assertThat(found.getCreationTime()).isEqualTo(now());
        assertThat(found.getLastAccessedTime()).isEqualTo(now());
        assertThat(found.getMaxInactiveInterval()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void findById_intervalAfterLastAccess_expiresToTheMillisecond() {
        LarderSession session = saved();
        clock.advance(Duration.ofMinutes(20));
        LarderSession accessed = repository.findById(session.getId());
        accessed.setLastAccessedTime(now());
        repository.save(accessed);

        clock.advance(Duration.ofMinutes(30).minusMillis(1));
        assertThat(repository.findById(session.getId())).isNotNull().matches(found -> !found.isExpired());
        clock.advanceMillis(1);
        assertThat(repository.findById(session.getId())).isNull();
        assertThat(accessed.isExpired()).isTrue();
    }

    @Test
    void save_longAfterTheAccess_countsFromTheAccess() {
        LarderSession session = saved();
        LarderSession accessed = repository.findById(session.getId());
        accessed.setLastAccessedTime(now());
        clock.advance(Duration.ofMinutes(10));
        repository.save(accessed);

        clock.advance(Duration.ofMinutes(20));
        assertThat(repository.findById(session.getId())).isNull();
    }

    @Test
    void save_slowRequestAfterAFasterOne_doesNotSetTheAccessBack() {
        LarderSession session = saved();
        LarderSession slow = repository.findById(session.getId());
        slow.setLastAccessedTime(now());
        clock.advance(Duration.ofMinutes(1));
        LarderSession fast = repository.findById(session.getId());
        fast.setLastAccessedTime(now());
        repository.save(fast);
        repository.save(slow);

        assertThat(repository.findById(session.getId()).getLastAccessedTime()).isEqualTo(now());
    }

    @Test
    void save_intervalOfTheSession_replacesTheDefault() {
        LarderSession session = saved();
        session.setMaxInactiveInterval(Duration.ofSeconds(10));
        repository.save(session);
        LarderSession eternal = repository.createSession();
        eternal.setMaxInactiveInterval(Duration.ofSeconds(-1));
        repository.save(eternal);

        clock.advance(Duration.ofSeconds(10));
        assertThat(repository.findById(session.getId())).isNull();
        clock.advance(Duration.ofDays(10_000));
        assertThat(repository.findById(eternal.getId())).isNotNull();
        assertThat(eternal.isExpired()).isFalse();
    }

    @Test
    void save_requestsOfOneSessionAtTheSameTime_keepEachOthersAttributes() {
        LarderSession session = saved();
        LarderSession first = repository.findById(session.getId());
        LarderSession second = repository.findById(session.getId());
        first.setAttribute("first", 1);
        second.setAttribute("second", 2);
        second.setAttribute("gone", 3);
        repository.save(second);
        second.removeAttribute("gone");
        assertThat(first.<Object>getAttribute("second")).isNull();
        repository.save(first);
        repository.save(second);

        assertThat(repository.findById(session.getId()).getAttributeNames())
                .containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void save_sessionThatAnotherRequestDeleted_staysGone() {
        LarderSession session = saved();
        LarderSession late = repository.findById(session.getId());
        repository.deleteById(session.getId());
        late.setAttribute("late", true);
        repository.save(late);
        late.changeSessionId();
        repository.save(late);

        assertThat(repository.findById(session.getId())).isNull();
        assertThat(repository.findById(late.getId())).isNull();
    }

    @Test
    void changeSessionId_saved_movesTheSessionWithItsAttributesAndIndex() throws Exception {
        LarderSession session = repository.createSession();
        session.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        repository.save(session);
        assertThat(next()).isInstanceOf(SessionCreatedEvent.class);
        String oldId = session.getId();
        LarderSession request = repository.findById(oldId);

        String newId = request.changeSessionId();
        request.setAttribute("cart", "tea");
        repository.save(request);

        assertThat(newId).isNotEqualTo(oldId).isEqualTo(request.getId());
        assertThat(repository.findById(oldId)).isNull();
        assertThat(repository.findById(newId).<String>getAttribute("cart")).isEqualTo("tea");
        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(newId);
        repository.deleteById(newId);
        assertThat(next())
                .as("neither a deletion nor a creation of the move")
                .isInstanceOf(SessionDeletedEvent.class)
                .returns(newId, AbstractSessionEvent::getSessionId);
    }

    @Test
    void sessions_storeFull_areNotEvicted() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            LarderSession session = repository.createSession();
            session.setAttribute("bytes", new byte[32 << 10]);
            repository.save(session);
            ids.add(session.getId());
        }
        sessions().maintain();

        assertThat(ids).allSatisfy(id -> assertThat(repository.findById(id)).isNotNull());
    }
}
