package dev.larder.hibernate.access;

import org.hibernate.cache.spi.CacheKeysFactory;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.access.CollectionDataAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/** Access to the collections of one role. A change only ever removes one; the next load puts it again. */
final class CollectionAccess extends DomainAccess implements CollectionDataAccess {
    private final CacheKeysFactory keys;

    CollectionAccess(DomainDataRegion region, AccessStrategy strategy, CacheKeysFactory keys) {
        super(region, strategy);
        this.keys = keys;
    }

    @Override
    public Object generateCacheKey(
            Object id,
            CollectionPersister collectionDescriptor,
            SessionFactoryImplementor factory,
            @Nullable String tenantIdentifier) {
        return keys.createCollectionKey(id, collectionDescriptor, factory, tenantIdentifier);
    }

    @Override
    public Object getCacheKeyId(Object cacheKey) {
        return keys.getCollectionId(cacheKey);
    }

    /**
     * Puts nothing once the session has changed anything: which elements a collection has may stand in their own rows, and
     * who moves one to another owner need not change the collection, so nothing locks its key.
     */
    @Override
    public boolean putFromLoad(
            SharedSessionContractImplementor session,
            Object key,
            Object value,
            @Nullable Object version,
            boolean minimalPutOverride) {
        return !SessionChanges.of(session).hasChanges()
                && super.putFromLoad(session, key, value, version, minimalPutOverride);
    }
}
