package dev.larder.hibernate.access;

import org.hibernate.cache.spi.CacheKeysFactory;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.access.EntityDataAccess;
import org.hibernate.cache.spi.access.SoftLock;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Access to the entities of one hierarchy. */
final class EntityAccess extends DomainAccess implements EntityDataAccess {
    private final CacheKeysFactory keys;

    EntityAccess(DomainDataRegion region, AccessStrategy strategy, CacheKeysFactory keys) {
        super(region, strategy);
        this.keys = keys;
    }

    @Override
    public Object generateCacheKey(
            Object id,
            EntityPersister rootEntityDescriptor,
            SessionFactoryImplementor factory,
            @Nullable String tenantIdentifier) {
        return keys.createEntityKey(id, rootEntityDescriptor, factory, tenantIdentifier);
    }

    @Override
    public Object getCacheKeyId(Object cacheKey) {
        return keys.getEntityId(cacheKey);
    }

    @Override
    public boolean insert(
            SharedSessionContractImplementor session, Object key, Object value, @Nullable Object version) {
        return strategy.insert(session, key, value);
    }

    @Override
    public boolean afterInsert(
            SharedSessionContractImplementor session, Object key, Object value, @Nullable Object version) {
        return strategy.afterInsert(session, key, value, version);
    }

    @Override
    public boolean update(
            SharedSessionContractImplementor session,
            Object key,
            Object value,
            @Nullable Object currentVersion,
            @Nullable Object previousVersion) {
        return strategy.update(session, key, value);
    }

    @Override
    public boolean afterUpdate(
            SharedSessionContractImplementor session,
            Object key,
            Object value,
            @Nullable Object currentVersion,
            @Nullable Object previousVersion,
            @Nullable SoftLock lock) {
        return strategy.afterUpdate(session, key, value, currentVersion, lock);
    }
}
