package dev.larder.spring.boot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

import dev.larder.store.Keyspace;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.session.FlushMode;
import org.springframework.session.SaveMode;
import org.springframework.session.events.AbstractSessionEvent;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionExpiredEvent;

class LarderIndexedSessionRepositoryTest {
    private final ManualClock clock = new ManualClock();
    private final Store store = Store.open(
            StoreConfig.builder().clock(clock).maxMemoryBytes(1 << 20).seed(42).build());
    private final LarderIndexedSessionRepository repository = new LarderIndexedSessionRepository(store);
    private final BlockingQueue<AbstractSessionEvent> events = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        repository.setApplicationEventPublisher(event -> events.add((AbstractSessionEvent) event));
        repository.afterPropertiesSet();
    }

    @AfterEach
    void close() {
        repository.destroy();
        store.close();
    }

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
    void findByPrincipalName_loginAndLogout_followsTheSessions() {
        LarderSession first = saved();
        LarderSession second = repository.createSession();
        second.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        repository.save(second);
        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(second.getId());

        first.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        repository.save(first);
        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(first.getId(), second.getId());

        first.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "bob");
        repository.save(first);
        second.removeAttribute(PRINCIPAL_NAME_INDEX_NAME);
        repository.save(second);
        assertThat(repository.findByPrincipalName("ann")).isEmpty();
        assertThat(repository.findByPrincipalName("bob")).containsOnlyKeys(first.getId());

        repository.deleteById(first.getId());
        assertThat(repository.findByPrincipalName("bob")).isEmpty();
        assertThat(repository.findByIndexNameAndIndexValue("another", "bob")).isEmpty();
    }

    @Test
    void findByPrincipalName_otherRequestStartedBeforeTheLogin_keepsTheLogin() {
        LarderSession session = saved();
        LarderSession early = repository.findById(session.getId());
        LarderSession login = repository.findById(session.getId());
        login.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        repository.save(login);
        early.setAttribute("cart", "tea");
        repository.save(early);

        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(session.getId());
    }

    @Test
    void findByPrincipalName_anotherRequestLoggedOutInBetween_saysWhatTheAttributesSay() {
        LarderSession login = loggedIn("ann");
        LarderSession first = repository.findById(login.getId());
        LarderSession second = repository.findById(login.getId());
        second.removeAttribute(PRINCIPAL_NAME_INDEX_NAME);
        repository.save(second);
        first.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        repository.save(first);

        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(login.getId());
    }

    @Test
    void findByPrincipalName_anotherRequestLoggedInInBetween_saysWhatTheAttributesSay() {
        LarderSession login = loggedIn("ann");
        LarderSession first = repository.findById(login.getId());
        LarderSession second = repository.findById(login.getId());
        second.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "bob");
        repository.save(second);
        first.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        first.changeSessionId();
        repository.save(first);

        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(first.getId());
        assertThat(repository.findByPrincipalName("bob")).isEmpty();
    }

    @Test
    void findByPrincipalName_requestsChangeWhatThePrincipalIsMadeOf_resolvesFromBoth() {
        repository.setIndexResolver(session -> {
            String tenant = session.getAttribute("tenant");
            String user = session.getAttribute("user");
            return Map.of(PRINCIPAL_NAME_INDEX_NAME, tenant + "/" + user);
        });
        LarderSession session = saved();
        LarderSession first = repository.findById(session.getId());
        LarderSession second = repository.findById(session.getId());
        first.setAttribute("tenant", "acme");
        second.setAttribute("user", "ann");
        repository.save(first);
        repository.save(second);

        assertThat(repository.findByPrincipalName("acme/ann")).containsOnlyKeys(session.getId());
    }

    @Test
    void save_indexResolverFails_leavesTheSessionAsItWas() {
        LarderSession session = loggedIn("ann");
        repository.setIndexResolver(changed -> {
            throw new IllegalStateException("no directory");
        });
        LarderSession request = repository.findById(session.getId());
        request.setAttribute("cart", "tea");
        assertThatIllegalStateException().isThrownBy(() -> repository.save(request));
        request.changeSessionId();
        assertThatIllegalStateException().isThrownBy(() -> repository.save(request));

        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(session.getId());
        assertThat(repository.findById(session.getId()).getAttributeNames()).containsExactly(PRINCIPAL_NAME_INDEX_NAME);
    }

    @Test
    void findByPrincipalName_expiredOrCleared_findsNothing() {
        LarderSession session = repository.createSession();
        session.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        repository.save(session);
        clock.advance(Duration.ofMinutes(30));
        assertThat(repository.findByPrincipalName("ann")).isEmpty();

        LarderSession another = repository.createSession();
        another.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "bob");
        repository.save(another);
        sessions().clear();
        assertThat(repository.findByPrincipalName("bob")).isEmpty();
        assertThat(repository.indexedIds("bob")).as("forgotten").isEmpty();
    }

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

    @Test
    void save_modeOnGet_writesWhatWasRead() {
        repository.setSaveMode(SaveMode.ON_GET_ATTRIBUTE);
        LarderSession session = repository.createSession();
        session.setAttribute("list", new ArrayList<>(List.of(1)));
        repository.setAttributeCopier(LarderIndexedSessionRepositoryTest::copy);
        repository.save(session);
        LarderSession request = repository.findById(session.getId());
        request.<List<Integer>>getAttribute("list").add(2);
        repository.save(request);

        assertThat(repository.findById(session.getId()).<List<Integer>>getAttribute("list"))
                .containsExactly(1, 2);
    }

    @Test
    void save_modeOnGetAndNothingRead_leavesWhatAnotherRequestDid() {
        repository.setSaveMode(SaveMode.ON_GET_ATTRIBUTE);
        LarderSession login = loggedIn("ann");
        LarderSession slow = repository.findById(login.getId());
        slow.setLastAccessedTime(now());
        LarderSession logout = repository.findById(login.getId());
        logout.removeAttribute(PRINCIPAL_NAME_INDEX_NAME);
        repository.save(logout);
        repository.save(slow);
        repository.save(login);

        assertThat(repository.findById(login.getId()).getAttributeNames()).isEmpty();
        assertThat(repository.findByPrincipalName("ann")).isEmpty();
        assertThat(List.of(slow, login)).noneMatch(LarderSession::hasChanges);
    }

    @Test
    void save_modeOnSetWithACopier_leavesWhatWasNotSet() {
        repository.setAttributeCopier(LarderIndexedSessionRepositoryTest::copy);
        LarderSession session = repository.createSession();
        session.setAttribute("list", new ArrayList<>(List.of(1)));
        repository.save(session);
        LarderSession request = repository.findById(session.getId());
        request.<List<Integer>>getAttribute("list").add(2);
        repository.save(request);

        assertThat(repository.findById(session.getId()).<List<Integer>>getAttribute("list"))
                .containsExactly(1);
    }

    @Test
    void save_modeAlways_writesAllAttributes() {
        repository.setSaveMode(SaveMode.ALWAYS);
        LarderSession session = repository.createSession();
        session.setAttribute("name", "first");
        repository.save(session);
        LarderSession slow = repository.findById(session.getId());
        LarderSession fast = repository.findById(session.getId());
        fast.setAttribute("name", "second");
        repository.save(fast);
        repository.save(slow);

        assertThat(repository.findById(session.getId()).<String>getAttribute("name"))
                .isEqualTo("first");
    }

    @Test
    void flushMode_immediate_writesEveryChangeAtOnce() {
        repository.setFlushMode(FlushMode.IMMEDIATE);
        LarderSession session = repository.createSession();
        assertThat(repository.findById(session.getId())).isNotNull();
        session.setAttribute("cart", "tea");
        assertThat(repository.findById(session.getId()).<String>getAttribute("cart"))
                .isEqualTo("tea");
        String oldId = session.getId();
        session.changeSessionId();
        assertThat(repository.findById(oldId)).isNull();
        assertThat(repository.findById(session.getId())).isNotNull();
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

    private static Object copy(Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : value;
    }

    private LarderSession loggedIn(String principal) {
        LarderSession session = repository.createSession();
        session.setAttribute(PRINCIPAL_NAME_INDEX_NAME, principal);
        repository.save(session);
        return session;
    }

    private LarderSession saved() {
        LarderSession session = repository.createSession();
        repository.save(session);
        return session;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private AbstractSessionEvent next() throws InterruptedException {
        AbstractSessionEvent event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("an event").isNotNull();
        return event;
    }

    private Keyspace<Object, Object> sessions() {
        Keyspace<Object, Object> keyspace = store.find(LarderIndexedSessionRepository.KEYSPACE);
        assertThat(keyspace).isNotNull();
        return keyspace;
    }
}
