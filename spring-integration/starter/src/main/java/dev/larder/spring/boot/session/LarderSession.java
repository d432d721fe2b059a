package dev.larder.spring.boot.session;

import dev.larder.spring.boot.session.StoredSession.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FlushMode;
import org.springframework.session.SaveMode;
import org.springframework.session.Session;

/**
 * One request's own view of a session: it sees its own changes at once, and others see them when the repository has saved
 * it. Attributes of two requests of one session are two maps; what is in them is the same objects, unless the repository
 * has an attribute copier.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class LarderSession implements Session {
    private final LarderIndexedSessionRepository repository;
    private final Map<String, Object> attributes;
    private final Instant createdAt;
    private final Map<String, @Nullable Object> changedAttributes = new HashMap<>();
    private String id;
    private String savedId;
    private boolean isNew;
    private Instant lastAccessedAt;
    private boolean isAccessed;
    private Duration maxInactiveInterval;
    private boolean isIntervalChanged;

    private LarderSession(
            LarderIndexedSessionRepository repository,
            String id,
            StoredSession stored,
            Map<String, Object> attributes,
            boolean isNew) {
        this.repository = repository;
        this.id = id;
        this.savedId = id;
        this.isNew = isNew;
        this.attributes = attributes;
        createdAt = stored.createdAt();
        lastAccessedAt = stored.lastAccessedAt();
        maxInactiveInterval = stored.maxInactiveInterval();
        if (repository.saveMode() == SaveMode.ALWAYS) {
            changedAttributes.putAll(attributes);
        }
    }

    /** A session that begins. */
    static LarderSession begin(LarderIndexedSessionRepository repository, String id, Instant now, Duration interval) {
        StoredSession empty = new StoredSession(now, now, interval, Map.of(), null, Presence.ORIGINAL);
        return new LarderSession(repository, id, empty, new HashMap<>(), true);
    }

    /** A view of a session that was saved. */
    static LarderSession of(LarderIndexedSessionRepository repository, String id, StoredSession stored) {
        return new LarderSession(repository, id, stored, repository.copyOf(stored.attributes()), false);
    }

    /**
     * A view of a session for one who looks at it and changes nothing: the attributes are those that are stored, also
     * where the repository has an attribute copier.
     */
    static LarderSession toLookAt(LarderIndexedSessionRepository repository, String id, StoredSession stored) {
        return new LarderSession(repository, id, stored, new HashMap<>(stored.attributes()), false);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String changeSessionId() {
        id = repository.newId();
        flushIfImmediate();
        return id;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the type is the caller's claim, so the interface
    public <T> @Nullable T getAttribute(String attributeName) {
        Object value = attributes.get(attributeName);
        if (value != null && repository.saveMode() == SaveMode.ON_GET_ATTRIBUTE) {
            changedAttributes.put(attributeName, value);
        }
        return (T) value;
    }

    @Override
    public Set<String> getAttributeNames() {
        return new HashSet<>(attributes.keySet());
    }

    @Override
    public void setAttribute(String attributeName, @Nullable Object attributeValue) {
        if (attributeValue == null) {
            attributes.remove(attributeName);
        } else {
            attributes.put(attributeName, attributeValue);
        }
        changedAttributes.put(attributeName, attributeValue);
        flushIfImmediate();
    }

    @Override
    public void removeAttribute(String attributeName) {
        setAttribute(attributeName, null);
    }

    @Override
    public Instant getCreationTime() {
        return createdAt;
    }

    @Override
    public void setLastAccessedTime(Instant lastAccessedTime) {
        lastAccessedAt = lastAccessedTime;
        isAccessed = true;
        flushIfImmediate();
    }

    @Override
    public Instant getLastAccessedTime() {
        return lastAccessedAt;
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        maxInactiveInterval = interval;
        isIntervalChanged = true;
        flushIfImmediate();
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return maxInactiveInterval;
    }

    @Override
    public boolean isExpired() {
        return !maxInactiveInterval.isNegative()
                && !lastAccessedAt.plus(maxInactiveInterval).isAfter(repository.now());
    }

    boolean isNew() {
        return isNew;
    }

    /** The id under which the keyspace has it, while {@link #getId} is already another. */
    String savedId() {
        return savedId;
    }

    /** All of it, for a session that was not saved yet; whose it is remains to be found out. */
    StoredSession toStored() {
        return new StoredSession(
                createdAt, lastAccessedAt, maxInactiveInterval, repository.copyOf(attributes), null, Presence.ORIGINAL);
    }

    boolean hasChanges() {
        return isAccessed || isIntervalChanged || !changedAttributes.isEmpty();
    }

    /** What was done since it was read or last saved. */
    SessionChanges changes() {
        return new SessionChanges(
                repository.copyOf(changedAttributes),
                isAccessed ? lastAccessedAt : null,
                isIntervalChanged ? maxInactiveInterval : null);
    }

    /** From here on, changes are counted anew. */
    void markSaved() {
        isNew = false;
        savedId = id;
        isAccessed = false;
        isIntervalChanged = false;
        changedAttributes.clear();
        if (repository.saveMode() == SaveMode.ALWAYS) {
            changedAttributes.putAll(attributes);
        }
    }

    private void flushIfImmediate() {
        if (repository.flushMode() == FlushMode.IMMEDIATE) {
            repository.save(this);
        }
    }
}
