package dev.larder.hibernate.warm;

import org.hibernate.cache.spi.CacheKeysFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys that can be kept on disk. What an id is taken apart into is left to Hibernate's default keys.
 *
 * @param ofHibernate the keys factory {@code default}
 */
record StableKeys(CacheKeysFactory ofHibernate) implements CacheKeysFactory {
    @Override
    public Object createEntityKey(
            Object id, EntityPersister persister, SessionFactoryImplementor factory, @Nullable String tenant) {
        Object key = ofHibernate.createEntityKey(id, persister, factory, tenant);
        return RegionKey.of(persister.getRootEntityName(), ofHibernate.getEntityId(key), tenant);
    }

    @Override
    public Object createCollectionKey(
            Object id, CollectionPersister persister, SessionFactoryImplementor factory, @Nullable String tenant) {
        Object key = ofHibernate.createCollectionKey(id, persister, factory, tenant);
        return RegionKey.of(persister.getRole(), ofHibernate.getCollectionId(key), tenant);
    }

    @Override
    public Object createNaturalIdKey(
            Object naturalIdValues, EntityPersister persister, SharedSessionContractImplementor session) {
        Object key = ofHibernate.createNaturalIdKey(naturalIdValues, persister, session);
        return RegionKey.of(
                persister.getRootEntityName(), ofHibernate.getNaturalIdValues(key), session.getTenantIdentifier());
    }

    @Override
    public @Nullable Object getEntityId(Object key) {
        return ((RegionKey) key).id();
    }

    @Override
    public @Nullable Object getCollectionId(Object key) {
        return ((RegionKey) key).id();
    }

    @Override
    public @Nullable Object getNaturalIdValues(Object key) {
        return ((RegionKey) key).id();
    }
}
