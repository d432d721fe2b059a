package dev.larder.spring.boot.session;

import dev.larder.store.Change;
import dev.larder.store.ChangeListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The ids of each principal's sessions. Kept by a synchronous listener, so that it says what the keyspace says as soon as
 * a write has returned. A keyspace that is cleared tells nobody: who looks here checks what the keyspace has.
 *
 * <p><b>Threads:</b> any; changes of one session come in order.
 */
final class PrincipalIndex implements ChangeListener<String, StoredSession> {
    /** A set is changed, made and dropped by whoever holds its principal, so that no id goes into one that was dropped. */
    private final ConcurrentMap<String, Set<String>> idsByPrincipal = new ConcurrentHashMap<>();

    /** The ids of a principal's sessions; a snapshot. */
    Set<String> idsOf(String principal) {
        return Set.copyOf(idsByPrincipal.getOrDefault(principal, Set.of()));
    }

    @Override
    public void onChange(Change<String, StoredSession> change) {
        StoredSession before = change.kind() == Change.Kind.UPDATED ? change.oldValue() : change.value();
        boolean isPresent = change.kind() == Change.Kind.CREATED || change.kind() == Change.Kind.UPDATED;
        String principal = isPresent ? change.value().principal() : null;
        if (before != null && before.principal() != null && !before.principal().equals(principal)) {
            remove(before.principal(), change.key());
        }
        if (principal != null) {
            add(principal, change.key());
        }
    }

    private void add(String principal, String id) {
        idsByPrincipal.compute(principal, (name, ids) -> {
            Set<String> more = ids == null ? ConcurrentHashMap.newKeySet() : ids;
            more.add(id);
            return more;
        });
    }

    /** Forgets a session of a principal. */
    void remove(String principal, String id) {
        idsByPrincipal.computeIfPresent(principal, (name, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
        });
    }
}
