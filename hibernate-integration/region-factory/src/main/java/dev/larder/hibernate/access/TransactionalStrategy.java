package dev.larder.hibernate.access;

import dev.larder.hibernate.access.SessionChanges.Written;
import dev.larder.hibernate.entry.Entries;
import java.util.Comparator;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.SoftLock;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * {@code TRANSACTIONAL}: as {@code READ_WRITE} for other sessions; the session itself sees what it wrote at once.
 *
 * <p>Hibernate tells of the end of JTA transactions and of those of a JDBC connection by the same calls, after the commit
 * or roll-back and before the application's call returns, so both will do.
 */
final class TransactionalStrategy extends ReadWriteStrategy {
    TransactionalStrategy(Entries entries, @Nullable Comparator<Object> versions) {
        super(entries, versions);
    }

    @Override
    AccessType type() {
        return AccessType.TRANSACTIONAL;
    }

    @Override
    @Nullable Object get(SharedSessionContractImplementor session, Object key) {
        Written written = SessionChanges.of(session).writtenTo(entries, key);
        return written == null ? super.get(session, key) : written.state();
    }

    @Override
    boolean insert(SharedSessionContractImplementor session, Object key, Object value) {
        SessionChanges.of(session).write(entries, key, value);
        return false;
    }

    @Override
    boolean afterInsert(SharedSessionContractImplementor session, Object key, Object value, @Nullable Object version) {
        SessionChanges.of(session).forget(entries, key);
        return super.afterInsert(session, key, value, version);
    }

    @Override
    boolean update(SharedSessionContractImplementor session, Object key, Object value) {
        SessionChanges.of(session).write(entries, key, value);
        return false;
    }

    @Override
    boolean afterUpdate(
            SharedSessionContractImplementor session,
            Object key,
            Object value,
            @Nullable Object version,
            @Nullable SoftLock lock) {
        SessionChanges.of(session).forget(entries, key);
        return super.afterUpdate(session, key, value, version, lock);
    }

    @Override
    void remove(SharedSessionContractImplementor session, Object key) {
        SessionChanges.of(session).write(entries, key, null);
        super.remove(session, key);
    }

    @Override
    void unlock(SharedSessionContractImplementor session, Object key, @Nullable SoftLock lock) {
        if (!SessionChanges.isAmidTransaction(session)) {
            SessionChanges.of(session).forget(entries, key);
        }
        super.unlock(session, key, lock);
    }
}
