package dev.larder.hibernate;

import dev.larder.hibernate.access.SessionChanges;
import dev.larder.hibernate.entry.Entries;
import dev.larder.hibernate.region.QueryRegion;
import dev.larder.hibernate.region.UpdateTimestampsRegion;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.cache.CacheException;
import org.hibernate.cache.cfg.spi.DomainDataRegionBuildingContext;
import org.hibernate.cache.cfg.spi.DomainDataRegionConfig;
import org.hibernate.cache.spi.CacheTransactionSynchronization;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.QueryResultsRegion;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.cache.spi.TimestampsRegion;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate's second-level cache on Larder: {@code hibernate.cache.region.factory_class=larder}. What can be set is in
 * {@code docs/hibernate.md}.
 *
 * <p>Safe for use by any number of sessions, once {@link #start} has returned.
 */
@SuppressWarnings("serial") // serializable as every service of Hibernate by its type, which nobody makes use of
public final class LarderRegionFactory implements RegionFactory {
    private final UnaryOperator<Entries> entriesAsUsed;
    private volatile @Nullable StartedCache started;

    /** For Hibernate, which starts it. */
    public LarderRegionFactory() {
        this(UnaryOperator.identity());
    }

    /** Puts something between the access types and their entries: tests break the cache so, and see that it is noticed. */
    LarderRegionFactory(UnaryOperator<Entries> entriesAsUsed) {
        this.entriesAsUsed = entriesAsUsed;
    }

    /**
     * Opens the store, if none was handed in. Where several session factories are built from one service registry, they
     * share this one and its settings, but no region.
     *
     * @throws CacheException if a setting is wrong, or the engine is missing
     */
    @Override
    public synchronized void start(SessionFactoryOptions options, Map<String, Object> configuration) {
        if (started == null) {
            started = StartedCache.start(options, configuration, entriesAsUsed);
        }
    }

    /** Takes the mapping down of the session factory whose regions come next. */
    void take(Metadata metadata) {
        StartedCache running = started;
        if (running != null) {
            running.take(metadata);
        }
    }

    @Override
    public synchronized void stop() {
        StartedCache stopping = started;
        started = null;
        if (stopping != null) {
            stopping.close();
        }
    }

    /** No: the cache is near, and whether a put changes anything is found out by the put itself. */
    @Override
    public boolean isMinimalPutsEnabledByDefault() {
        return false;
    }

    @Override
    public AccessType getDefaultAccessType() {
        return AccessType.READ_WRITE;
    }

    @Override
    public String qualify(String regionName) {
        return requireStarted().qualify(regionName);
    }

    @Override
    public CacheTransactionSynchronization createTransactionContext(SharedSessionContractImplementor session) {
        return new SessionChanges(requireStarted().timestamps());
    }

    @Override
    public long nextTimestamp() {
        return requireStarted().timestamps().next();
    }

    /** In units of {@link #nextTimestamp}. */
    @Override
    public long getTimeout() {
        return requireStarted().timeout();
    }

    @Override
    public DomainDataRegion buildDomainDataRegion(
            DomainDataRegionConfig regionConfig, DomainDataRegionBuildingContext buildingContext) {
        return requireStarted().domainRegion(this, regionConfig, buildingContext.getEnforcedCacheKeysFactory());
    }

    @Override
    public QueryResultsRegion buildQueryResultsRegion(String regionName, SessionFactoryImplementor sessionFactory) {
        return new QueryRegion(regionName, this, requireStarted().queryEntries(regionName));
    }

    @Override
    public TimestampsRegion buildTimestampsRegion(String regionName, SessionFactoryImplementor sessionFactory) {
        return new UpdateTimestampsRegion(regionName, this, requireStarted().timestamps());
    }

    private StartedCache requireStarted() {
        StartedCache running = started;
        if (running == null) {
            throw new IllegalStateException(
                    "The second-level cache is not running: it starts with its session factory and"
                            + " stops with the factory's service registry. Open a session of an open session factory.");
        }
        return running;
    }
}
