package dev.larder.hibernate.access;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.Entries;
import dev.larder.hibernate.entry.Replacement;
import java.util.Comparator;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.SoftLock;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * {@code READ_WRITE}: a key is locked from before its change is sent to the database until after the transaction, and who
 * reads it meanwhile reads the database. A session sees no state that came into the cache after it began.
 */
class ReadWriteStrategy extends AccessStrategy {
    private final Replacement replacement;

    ReadWriteStrategy(Entries entries, @Nullable Comparator<Object> versions) {
        super(entries);
        replacement = Replacement.newerVersion(versions);
    }

    @Override
    AccessType type() {
        return AccessType.READ_WRITE;
    }

    @Override
    @Nullable Object get(SharedSessionContractImplementor session, Object key) {
        Item item = entries.find(key);
        if (item == null) {
            return null;
        }
        SessionChanges changes = SessionChanges.of(session);
        boolean readable = item.timestamp() < changes.getCachingTimestamp() && !changes.hasChangedInBulk(entries);
        return readable ? item.value() : null;
    }

    @Override
    final Replacement replacement(boolean minimalPut) {
        return replacement;
    }

    @Override
    final SoftLock lock(SharedSessionContractImplementor session, Object key) {
        return SessionChanges.of(session).lock(entries, key);
    }

    @Override
    void unlock(SharedSessionContractImplementor session, Object key, @Nullable SoftLock lock) {
        if (lock instanceof HeldLock held) {
            SessionChanges.of(session).unlocked(held);
            // Else an update in the same transaction would look as if another had come before it.
            if (SessionChanges.isAmidTransaction(session)) {
                held.unlockUnchanged();
            } else {
                held.unlock();
            }
        } else {
            entries.unlock(key, lock);
        }
    }

    /** Done by the lock already, which must stay until the transaction has ended, if there is one. */
    @Override
    void remove(SharedSessionContractImplementor session, Object key) {
        SessionChanges.of(session).executed(session);
    }

    /** Others may read what was there until the transaction has ended; its own session may not. */
    @Override
    final void removeAll(SharedSessionContractImplementor session) {
        SessionChanges.of(session).changedInBulk(entries, session);
    }

    @Override
    boolean update(SharedSessionContractImplementor session, Object key, Object value) {
        return false;
    }

    @Override
    boolean afterUpdate(
            SharedSessionContractImplementor session,
            Object key,
            Object value,
            @Nullable Object version,
            @Nullable SoftLock lock) {
        if (lock instanceof HeldLock held) {
            SessionChanges.of(session).unlocked(held);
            return held.release() && entries.putCommitted(key, value, version, held.lock());
        }
        return entries.putCommitted(key, value, version, lock);
    }
}
