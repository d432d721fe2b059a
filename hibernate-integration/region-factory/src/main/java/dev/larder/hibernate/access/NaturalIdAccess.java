package dev.larder.hibernate.access;

import org.hibernate.cache.spi.CacheKeysFactory;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.access.NaturalIdDataAccess;
import org.hibernate.cache.spi.access.SoftLock;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Access to the ids of one hierarchy's entities by their natural ids. */
final class NaturalIdAccess extends DomainAccess implements NaturalIdDataAccess {
    private final CacheKeysFactory keys;

    NaturalIdAccess(DomainDataRegion region, AccessStrategy strategy, CacheKeysFactory keys) {
        super(region, strategy);
        this.keys = keys;
    }

    @Override
    public Object generateCacheKey(
            Object naturalIdValues, EntityPersister rootEntityDescriptor, SharedSessionContractImplementor session) {
        return keys.createNaturalIdKey(naturalIdValues, rootEntityDescriptor, session);
    }

    @Override
    public Object getNaturalIdValues(Object cacheKey) {
        return keys.getNaturalIdValues(cacheKey);
    }

    @Override
    public boolean insert(SharedSessionContractImplementor session, Object key, Object value) {
        return strategy.insert(session, key, value);
    }

    @Override
    public boolean afterInsert(SharedSessionContractImplementor session, Object key, Object value) {
        return strategy.afterInsert(session, key, value, null);
    }

    @Override
    public boolean update(SharedSessionContractImplementor session, Object key, Object value) {
        return strategy.update(session, key, value);
    }

    @Override
    public boolean afterUpdate(
            SharedSessionContractImplementor session, Object key, Object value, @Nullable SoftLock lock) {
        return strategy.afterUpdate(session, key, value, null, lock);
    }
}
