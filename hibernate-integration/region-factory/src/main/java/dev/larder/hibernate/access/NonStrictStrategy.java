package dev.larder.hibernate.access;

import dev.larder.hibernate.entry.Entries;
import dev.larder.hibernate.entry.Replacement;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.SoftLock;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * {@code NONSTRICT_READ_WRITE}: nothing is locked; a change evicts when it is flushed, and again when its transaction has
 * ended. Between commit and the second, old state may be read that somebody loaded after the first.
 */
final class NonStrictStrategy extends AccessStrategy {
    NonStrictStrategy(Entries entries) {
        super(entries);
    }

    @Override
    AccessType type() {
        return AccessType.NONSTRICT_READ_WRITE;
    }

    @Override
    Replacement replacement(boolean minimalPut) {
        return minimalPut ? Replacement.NEVER : Replacement.NOT_NEWER;
    }

    @Override
    boolean afterInsert(SharedSessionContractImplementor session, Object key, Object value, @Nullable Object version) {
        return false;
    }

    @Override
    boolean update(SharedSessionContractImplementor session, Object key, Object value) {
        entries.evict(key);
        return false;
    }

    @Override
    boolean afterUpdate(
            SharedSessionContractImplementor session,
            Object key,
            Object value,
            @Nullable Object version,
            @Nullable SoftLock lock) {
        unlock(session, key, lock);
        return false;
    }
}
