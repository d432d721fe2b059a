package dev.larder.core.durable;

import dev.larder.store.Persistence;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What becomes of entries on disk that are beyond the keyspace's limits, which were higher when they were put: misses of a
 * cache, logged once; errors of a keyspace of data. Safe from any thread.
 */
final class Refused<K> {
    private final String name;
    private final Persistence.Role role;
    private final Set<K> keys = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean told = new AtomicBoolean();

    Refused(String name, Persistence.Role role) {
        this.name = name;
        this.role = role;
    }

    /**
     * Takes note of one.
     *
     * @throws RuntimeException the refusal, if the keyspace is one of data
     */
    void found(K key, RuntimeException refusal) {
        if (role == Persistence.Role.DATA) {
            throw refusal;
        }
        keys.add(key);
        if (told.compareAndSet(false, true)) {
            System.getLogger(Refused.class.getName())
                    .log(
                            Level.WARNING,
                            "Entries of cache '" + name
                                    + "' on disk are beyond its limits by now and are misses, the first"
                                    + " for this reason: " + refusal.getMessage());
        }
    }

    /** Shows the keys of all, once all is read; some may have an entry by now. */
    void forEach(Consumer<K> action) {
        keys.forEach(action);
    }
}
