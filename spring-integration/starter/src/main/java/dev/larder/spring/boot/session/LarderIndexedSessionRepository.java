package dev.larder.spring.boot.session;

import dev.larder.spring.boot.session.StoredSession.Presence;
import dev.larder.store.Change.Kind;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Operations;
import dev.larder.store.Store;
import dev.larder.store.Subscription;
import dev.larder.store.Subscription.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.DelegatingIndexResolver;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.FlushMode;
import org.springframework.session.IndexResolver;
import org.springframework.session.MapSession;
import org.springframework.session.PrincipalNameIndexResolver;
import org.springframework.session.SaveMode;
import org.springframework.session.Session;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.UuidSessionIdGenerator;

/**
 * Sessions in the keyspace {@value #KEYSPACE}, found by id and by the name of their principal.
 *
 * <p>A session expires its interval after it was last accessed, to the millisecond, and is never evicted. Each request
 * works on a view of its own; saving applies what the request changed to what the session is by then, in one atomic step.
 * A session that another request deleted, or gave another id, is not brought back. Attributes themselves are not copied
 * unless {@link #setAttributeCopier} says how: requests of one session that run at the same time then share them, as they
 * do in a servlet container's own sessions, and they should be immutable or safe for use by several threads.
 *
 * <p>Spring Session's events are published on the store's event threads. Settings are made before {@link
 * #afterPropertiesSet}; after it any thread may use the repository.
 */
public final class LarderIndexedSessionRepository
        implements FindByIndexNameSessionRepository<LarderSession>, InitializingBean, DisposableBean {
    /** The name of the keyspace. */
    public static final String KEYSPACE = "session/sessions";

    private final Store store;
    private final Keyspace<String, StoredSession> sessions;
    private final PrincipalIndex principals = new PrincipalIndex();
    private Duration defaultMaxInactiveInterval = MapSession.DEFAULT_MAX_INACTIVE_INTERVAL;
    private SaveMode saveMode = SaveMode.ON_SET_ATTRIBUTE;
    private FlushMode flushMode = FlushMode.ON_SAVE;
    private SessionIdGenerator idGenerator = UuidSessionIdGenerator.getInstance();
    private IndexResolver<Session> indexResolver = new DelegatingIndexResolver<>(new PrincipalNameIndexResolver<>());
    private ApplicationEventPublisher eventPublisher = event -> {};
    private UnaryOperator<Object> attributeCopier = UnaryOperator.identity();
    private List<Subscription> subscriptions = List.of();

    /**
     * Creates a repository in a store.
     *
     * @throws IllegalArgumentException if the store has sessions already
     */
    public LarderIndexedSessionRepository(Store store) {
        this.store = store;
        sessions = store.create(
                KEYSPACE,
                KeyspaceConfig.<String, StoredSession>builder().statistics(true).build());
    }

    /** Sets how long a new session lives without being accessed; 30 minutes by default, for ever if negative. */
    public void setDefaultMaxInactiveInterval(Duration interval) {
        defaultMaxInactiveInterval = interval;
    }

    /** Sets which attributes a save writes; by default those that the request set. */
    public void setSaveMode(SaveMode mode) {
        saveMode = mode;
    }

    /** Sets whether changes are written at once or, as by default, when the session is saved. */
    public void setFlushMode(FlushMode mode) {
        flushMode = mode;
    }

    /** Sets what makes ids; random UUIDs by default. */
    public void setSessionIdGenerator(SessionIdGenerator generator) {
        idGenerator = generator;
    }

    /**
     * Sets what tells whose session it is; by default Spring Session's rules, which know Spring Security. It is asked when
     * attributes are saved, while nobody else can change the session, and must not change any.
     */
    public void setIndexResolver(IndexResolver<Session> resolver) {
        indexResolver = resolver;
    }

    /** Sets who is told of sessions that begin and end; nobody by default. */
    public void setApplicationEventPublisher(ApplicationEventPublisher publisher) {
        eventPublisher = publisher;
    }

    /** Sets how an attribute is copied when a session is read and when it is saved; by default it is not. */
    public void setAttributeCopier(UnaryOperator<Object> copier) {
        attributeCopier = copier;
    }

    @Override
    public void afterPropertiesSet() {
        SessionEvents events =
                new SessionEvents(this, eventPublisher, (id, stored) -> LarderSession.of(this, id, stored));
        subscriptions = List.of(
                sessions.subscribe(Set.of(Kind.values()), Delivery.SYNCHRONOUS, principals),
                sessions.subscribe(Set.of(Kind.CREATED, Kind.REMOVED, Kind.EXPIRED), Delivery.ASYNCHRONOUS, events));
    }

    /** Ends the repository and its sessions, unless the store was closed before. */
    @Override
    public void destroy() {
        subscriptions.forEach(Subscription::close);
        store.drop(KEYSPACE);
    }

    @Override
    public LarderSession createSession() {
        LarderSession session = LarderSession.begin(this, newId(), now(), defaultMaxInactiveInterval);
        if (flushMode == FlushMode.IMMEDIATE) {
            save(session);
        }
        return session;
    }

    @Override
    public void save(LarderSession session) {
        String id = session.getId();
        if (session.isNew()) {
            StoredSession begun = session.toStored();
            sessions.run(id, Operations.put(UpdateSession.put(begun.of(principalOf(id, begun)))));
        } else if (!session.savedId().equals(id)) {
            move(session.savedId(), id, session.changes());
        } else if (session.hasChanges()) {
            sessions.run(id, new UpdateSession(session.changes(), changed -> principalOf(id, changed)));
        }
        session.markSaved();
    }

    /** The resolver gets a view of its own: what it reads is not what a request read. */
    private @Nullable String principalOf(String id, StoredSession stored) {
        return indexResolver
                .resolveIndexesFor(LarderSession.toLookAt(this, id, stored))
                .get(PRINCIPAL_NAME_INDEX_NAME);
    }

    /** While both ids are held nobody sees the session twice, or not at all. */
    private void move(String oldId, String newId, SessionChanges changes) {
        sessions.holding(List.of(oldId, newId), () -> {
            StoredSession current = sessions.view(oldId).value();
            if (current != null) {
                StoredSession moved =
                        changes.applyTo(current, Presence.MOVED_HERE, changed -> principalOf(newId, changed));
                sessions.run(oldId, Operations.put(UpdateSession.leave(current)));
                sessions.remove(oldId);
                sessions.run(newId, Operations.put(UpdateSession.put(moved)));
            }
            return current;
        });
    }

    @Override
    public @Nullable LarderSession findById(String id) {
        StoredSession stored = sessions.get(id);
        return stored == null ? null : LarderSession.of(this, id, stored);
    }

    @Override
    public void deleteById(String id) {
        sessions.remove(id);
    }

    /** {@inheritDoc} Only {@link #PRINCIPAL_NAME_INDEX_NAME} is indexed; by any other name nothing is found. */
    @Override
    public Map<String, LarderSession> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        if (!indexName.equals(PRINCIPAL_NAME_INDEX_NAME)) {
            return Map.of();
        }
        Map<String, LarderSession> found = new HashMap<>();
        for (String id : principals.idsOf(indexValue)) {
            StoredSession stored = sessions.view(id).value();
            if (stored == null) {
                forgetIfGone(indexValue, id);
            } else if (indexValue.equals(stored.principal())) {
                found.put(id, LarderSession.of(this, id, stored));
            }
        }
        return found;
    }

    /** While the id is held nobody begins a session under it, which would be forgotten, too. */
    private void forgetIfGone(String principal, String id) {
        sessions.holding(List.of(id), () -> {
            boolean isGone = sessions.view(id).value() == null;
            if (isGone) {
                principals.remove(principal, id);
            }
            return isGone;
        });
    }

    /** The ids that the index has for a principal, also of sessions that are gone. */
    Set<String> indexedIds(String principal) {
        return principals.idsOf(principal);
    }

    SaveMode saveMode() {
        return saveMode;
    }

    FlushMode flushMode() {
        return flushMode;
    }

    String newId() {
        return idGenerator.generate();
    }

    Instant now() {
        return Instant.ofEpochMilli(store.config().clock().millis());
    }

    <V extends @Nullable Object> Map<String, V> copyOf(Map<String, V> attributes) {
        Map<String, V> copy = new HashMap<>();
        attributes.forEach((name, value) -> copy.put(name, value == null ? value : copyOf(value)));
        return copy;
    }

    @SuppressWarnings("unchecked") // a copier gives back what it was given
    private <V> V copyOf(V value) {
        return (V) attributeCopier.apply(value);
    }
}
