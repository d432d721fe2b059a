package dev.larder.hibernate.region;

import dev.larder.hibernate.access.Accesses;
import dev.larder.hibernate.entry.Entries;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.hibernate.cache.cfg.spi.DomainDataRegionConfig;
import org.hibernate.cache.spi.CacheKeysFactory;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.cache.spi.access.CollectionDataAccess;
import org.hibernate.cache.spi.access.EntityDataAccess;
import org.hibernate.cache.spi.access.NaturalIdDataAccess;
import org.hibernate.metamodel.model.domain.NavigableRole;
import org.jspecify.annotations.Nullable;

/** A region of entities, collections and natural ids, in any mixture. Safe from any thread. */
public final class DomainRegion extends EntriesRegion implements DomainDataRegion {
    private final Map<NavigableRole, EntityDataAccess> entities = new HashMap<>();
    private final Map<NavigableRole, CollectionDataAccess> collections = new HashMap<>();
    private final Map<NavigableRole, NaturalIdDataAccess> naturalIds = new HashMap<>();

    /** Makes the region and access to all that the mapping has in it. */
    public DomainRegion(DomainDataRegionConfig config, RegionFactory factory, Entries entries, CacheKeysFactory keys) {
        super(config.getRegionName(), factory, entries);
        Accesses access = new Accesses(this, entries, keys);
        config.getEntityCaching().forEach(entity -> entities.put(entity.getNavigableRole(), access.toEntities(entity)));
        config.getCollectionCaching()
                .forEach(each -> collections.put(each.getNavigableRole(), access.toCollections(each)));
        config.getNaturalIdCaching()
                .forEach(each -> naturalIds.put(each.getNavigableRole(), access.toNaturalIds(each)));
    }

    @Override
    public EntityDataAccess getEntityDataAccess(NavigableRole rootEntityRole) {
        return require(entities.get(rootEntityRole), "entity", rootEntityRole);
    }

    @Override
    public CollectionDataAccess getCollectionDataAccess(NavigableRole collectionRole) {
        return require(collections.get(collectionRole), "collection", collectionRole);
    }

    @Override
    public NaturalIdDataAccess getNaturalIdDataAccess(NavigableRole rootEntityRole) {
        return require(naturalIds.get(rootEntityRole), "natural id of entity", rootEntityRole);
    }

    private <T> T require(@Nullable T access, String kind, NavigableRole role) {
        if (access == null) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Region '%s' was not made for the %s '%s'; it has the entities %s, the collections %s and the"
                            + " natural ids of %s.",
                    getName(),
                    kind,
                    role.getFullPath(),
                    entities.keySet(),
                    collections.keySet(),
                    naturalIds.keySet()));
        }
        return access;
    }
}
