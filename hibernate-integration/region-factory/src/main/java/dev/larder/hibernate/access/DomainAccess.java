package dev.larder.hibernate.access;

import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.CachedDomainDataAccess;
import org.hibernate.cache.spi.access.SoftLock;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** What access to entities, collections and natural ids has in common. */
abstract class DomainAccess implements CachedDomainDataAccess {
    final AccessStrategy strategy;
    private final DomainDataRegion region;

    DomainAccess(DomainDataRegion region, AccessStrategy strategy) {
        this.region = region;
        this.strategy = strategy;
    }

    @Override
    public final DomainDataRegion getRegion() {
        return region;
    }

    @Override
    public final AccessType getAccessType() {
        return strategy.type();
    }

    @Override
    public final @Nullable Object get(SharedSessionContractImplementor session, Object key) {
        return strategy.get(session, key);
    }

    @Override
    public final boolean putFromLoad(
            SharedSessionContractImplementor session, Object key, Object value, @Nullable Object version) {
        return putFromLoad(session, key, value, version, false);
    }

    @Override
    public boolean putFromLoad(
            SharedSessionContractImplementor session,
            Object key,
            Object value,
            @Nullable Object version,
            boolean minimalPutOverride) {
        return strategy.putFromLoad(session, key, value, version, minimalPutOverride);
    }

    @Override
    public final @Nullable SoftLock lockItem(
            SharedSessionContractImplementor session, Object key, @Nullable Object version) {
        return strategy.lock(session, key);
    }

    @Override
    public final void unlockItem(SharedSessionContractImplementor session, Object key, @Nullable SoftLock lock) {
        strategy.unlock(session, key, lock);
    }

    @Override
    public final void remove(SharedSessionContractImplementor session, Object key) {
        strategy.remove(session, key);
    }

    @Override
    public final void removeAll(SharedSessionContractImplementor session) {
        strategy.removeAll(session);
    }

    @Override
    public final boolean contains(Object key) {
        return strategy.entries.contains(key);
    }

    /** No lock: what a statement changed is evicted when its transaction has ended. */
    @Override
    public final @Nullable SoftLock lockRegion() {
        return null;
    }

    @Override
    public final void unlockRegion(@Nullable SoftLock lock) {
        strategy.entries.evictAll();
    }

    @Override
    public final void evict(Object key) {
        strategy.entries.evict(key);
    }

    @Override
    public final void evictAll() {
        strategy.entries.evictAll();
    }
}
