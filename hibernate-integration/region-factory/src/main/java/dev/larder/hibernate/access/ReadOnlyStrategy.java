package dev.larder.hibernate.access;

import dev.larder.hibernate.entry.Entries;
import dev.larder.hibernate.entry.Replacement;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.SoftLock;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** {@code READ_ONLY}: rows are inserted and deleted, but never change. */
final class ReadOnlyStrategy extends AccessStrategy {
    ReadOnlyStrategy(Entries entries) {
        super(entries);
    }

    @Override
    AccessType type() {
        return AccessType.READ_ONLY;
    }

    @Override
    Replacement replacement(boolean minimalPut) {
        return minimalPut ? Replacement.NEVER : Replacement.NOT_NEWER;
    }

    @Override
    boolean update(SharedSessionContractImplementor session, Object key, Object value) {
        throw refused("Can't update read-only object", key);
    }

    @Override
    boolean afterUpdate(
            SharedSessionContractImplementor session,
            Object key,
            Object value,
            @Nullable Object version,
            @Nullable SoftLock lock) {
        throw refused("Can't write to a read-only object", key);
    }

    private static UnsupportedOperationException refused(String what, Object key) {
        return new UnsupportedOperationException(
                what + ": " + key + " is cached as READ_ONLY. Cache it as READ_WRITE or"
                        + " NONSTRICT_READ_WRITE if it changes, or map it as @Immutable if it must not.");
    }
}
