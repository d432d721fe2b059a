package dev.larder.hibernate.region;

import dev.larder.hibernate.entry.Entries;
import org.hibernate.cache.spi.ExtendedStatisticsSupport;
import org.hibernate.cache.spi.Region;
import org.hibernate.cache.spi.RegionFactory;

/** What the regions have in common whose entries may go at any time. */
abstract class EntriesRegion implements Region, ExtendedStatisticsSupport {
    final Entries entries;
    private final String name;
    private final RegionFactory factory;

    EntriesRegion(String name, RegionFactory factory, Entries entries) {
        this.name = name;
        this.factory = factory;
        this.entries = entries;
    }

    @Override
    public final String getName() {
        return name;
    }

    @Override
    public final RegionFactory getRegionFactory() {
        return factory;
    }

    @Override
    public final void clear() {
        entries.evictAll();
    }

    @Override
    public final void destroy() {
        entries.drop();
    }

    @Override
    public final long getElementCountInMemory() {
        return entries.count();
    }

    @Override
    public final long getElementCountOnDisk() {
        return 0;
    }

    /** Bytes, or 0 where the region's entries are not weighed. */
    @Override
    public final long getSizeInMemory() {
        return entries.sizeBytes();
    }
}
