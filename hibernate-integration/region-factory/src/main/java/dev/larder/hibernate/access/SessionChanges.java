package dev.larder.hibernate.access;

import dev.larder.hibernate.entry.Entries;
import dev.larder.hibernate.entry.Timestamps;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hibernate.cache.spi.CacheTransactionSynchronization;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows of its own transaction: when it began, which regions it changed in bulk, and what it wrote to those
 * with {@code TRANSACTIONAL} access. Nothing of it is for other sessions.
 *
 * <p>Belongs to the session, and like it to one thread at a time.
 */
public final class SessionChanges implements CacheTransactionSynchronization {
    private final Timestamps timestamps;
    private long beganAt;
    private @Nullable Set<Entries> changedInBulk;
    private @Nullable Map<Entries, Map<Object, Written>> written;

    /** What the transaction wrote to a key; the state is null if the key must be read from the database. */
    record Written(@Nullable Object state) {}

    /** Begins with the session. */
    public SessionChanges(Timestamps timestamps) {
        this.timestamps = timestamps;
        beganAt = timestamps.next();
    }

    static SessionChanges of(SharedSessionContractImplementor session) {
        return (SessionChanges) session.getCacheTransactionSynchronization();
    }

    @Override
    public long getCachingTimestamp() {
        return beganAt;
    }

    @Override
    public void transactionJoined() {
        beganAt = timestamps.next();
        forget();
    }

    @Override
    public void transactionCompleting() {}

    @Override
    public void transactionCompleted(boolean successful) {
        forget();
    }

    private void forget() {
        changedInBulk = null;
        written = null;
    }

    /** Notes that the transaction changed rows of a region by a statement, so nobody knows which. */
    void changedInBulk(Entries region) {
        if (changedInBulk == null) {
            changedInBulk = new HashSet<>();
        }
        changedInBulk.add(region);
        if (written != null) {
            written.remove(region);
        }
    }

    /** Whether the cache has nothing to say to this transaction about a region, nor this transaction to the cache. */
    boolean hasChangedInBulk(Entries region) {
        return changedInBulk != null && changedInBulk.contains(region);
    }

    void write(Entries region, Object key, @Nullable Object state) {
        if (written == null) {
            written = new HashMap<>();
        }
        written.computeIfAbsent(region, first -> new HashMap<>()).put(key, new Written(state));
    }

    /** What this transaction wrote to a key, or null if it did not. */
    @Nullable Written writtenTo(Entries region, Object key) {
        Map<Object, Written> ofRegion = written == null ? null : written.get(region);
        return ofRegion == null ? null : ofRegion.get(key);
    }

    void forget(Entries region, Object key) {
        Map<Object, Written> ofRegion = written == null ? null : written.get(region);
        if (ofRegion != null) {
            ofRegion.remove(key);
        }
    }
}
