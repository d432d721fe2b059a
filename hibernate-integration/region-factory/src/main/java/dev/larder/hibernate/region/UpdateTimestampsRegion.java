package dev.larder.hibernate.region;

import dev.larder.hibernate.access.SessionChanges;
import dev.larder.hibernate.entry.Timestamps;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.cache.spi.ExtendedStatisticsSupport;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.cache.spi.TimestampsRegion;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * When each table was last changed. There are as many entries as tables; none may ever go, or results that are out of
 * date would pass for good. So this is a map and no keyspace: nothing here is to be configured, evicted or expired.
 *
 * <p>Hibernate sets a time in the future when a transaction changes a table, and the real one when it has ended. The real
 * times of two transactions may arrive in the wrong order; the later one stays. The real time of one also takes the place of
 * the future one of another that still runs: results that others cache from then on lack what that one has not committed,
 * so to its own session the table stays changed in the future.
 *
 * <p>Safe from any thread.
 */
public final class UpdateTimestampsRegion implements TimestampsRegion, ExtendedStatisticsSupport {
    /** Later than any result. */
    private static final Long FUTURE = Long.MAX_VALUE;

    private final ConcurrentHashMap<Object, Object> changedAt = new ConcurrentHashMap<>();
    private final String name;
    private final RegionFactory factory;
    private final Timestamps timestamps;

    /** Makes the region of a session factory. */
    public UpdateTimestampsRegion(String name, RegionFactory factory, Timestamps timestamps) {
        this.name = name;
        this.factory = factory;
        this.timestamps = timestamps;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public RegionFactory getRegionFactory() {
        return factory;
    }

    @Override
    public @Nullable Object getFromCache(Object key, SharedSessionContractImplementor session) {
        return SessionChanges.hasChangedTable(session, key) ? FUTURE : changedAt.get(key);
    }

    @Override
    public void putIntoCache(Object key, Object value, SharedSessionContractImplementor session) {
        long now = timestamps.next();
        if (!isReal(value, now)) {
            SessionChanges.changeTable(session, key);
        }
        changedAt.merge(
                key, value, (before, latest) -> isReal(before, now) && isLater(before, latest) ? before : latest);
    }

    private static boolean isReal(Object timestamp, long now) {
        return timestamp instanceof Long time && time < now;
    }

    private static boolean isLater(Object timestamp, Object other) {
        return timestamp instanceof Long time && other instanceof Long otherTime && time > otherTime;
    }

    /** Makes every result of a table that ever changed out of date: to forget the times would do the opposite. */
    @Override
    public void clear() {
        Long now = timestamps.next();
        changedAt.replaceAll((table, before) -> now);
    }

    @Override
    public void destroy() {
        changedAt.clear();
    }

    @Override
    public long getElementCountInMemory() {
        return changedAt.size();
    }

    @Override
    public long getElementCountOnDisk() {
        return 0;
    }

    @Override
    public long getSizeInMemory() {
        return 0;
    }
}
