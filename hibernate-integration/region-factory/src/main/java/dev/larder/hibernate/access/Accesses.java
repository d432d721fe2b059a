package dev.larder.hibernate.access;

import dev.larder.hibernate.entry.Entries;
import java.util.Comparator;
import java.util.function.Supplier;
import org.hibernate.cache.cfg.spi.CollectionDataCachingConfig;
import org.hibernate.cache.cfg.spi.EntityDataCachingConfig;
import org.hibernate.cache.cfg.spi.NaturalIdDataCachingConfig;
import org.hibernate.cache.spi.CacheKeysFactory;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.CollectionDataAccess;
import org.hibernate.cache.spi.access.EntityDataAccess;
import org.hibernate.cache.spi.access.NaturalIdDataAccess;
import org.jspecify.annotations.Nullable;

/** Makes the access that Hibernate asks of a region, of the type that the mapping asks for. */
public final class Accesses {
    private final DomainDataRegion region;
    private final Entries entries;
    private final CacheKeysFactory keys;

    /** Makes access to the entries of one region. */
    public Accesses(DomainDataRegion region, Entries entries, CacheKeysFactory keys) {
        this.region = region;
        this.entries = entries;
        this.keys = keys;
    }

    /** Access to the entities of one hierarchy. */
    public EntityDataAccess toEntities(EntityDataCachingConfig config) {
        Supplier<Comparator<Object>> versions = config.getVersionComparatorAccess();
        return new EntityAccess(
                region, strategy(config.getAccessType(), versions == null ? null : versions.get()), keys);
    }

    /** Access to the collections of one role. */
    public CollectionDataAccess toCollections(CollectionDataCachingConfig config) {
        return new CollectionAccess(region, strategy(config.getAccessType(), config.getOwnerVersionComparator()), keys);
    }

    /** Access to natural ids, which have no versions. */
    public NaturalIdDataAccess toNaturalIds(NaturalIdDataCachingConfig config) {
        return new NaturalIdAccess(region, strategy(config.getAccessType(), null), keys);
    }

    private AccessStrategy strategy(AccessType type, @Nullable Comparator<Object> versions) {
        return switch (type) {
            case READ_ONLY -> new ReadOnlyStrategy(entries);
            case NONSTRICT_READ_WRITE -> new NonStrictStrategy(entries);
            case READ_WRITE -> new ReadWriteStrategy(entries, versions);
            case TRANSACTIONAL -> new TransactionalStrategy(entries, versions);
        };
    }
}
