package dev.larder.hibernate.region;

import dev.larder.hibernate.access.SessionChanges;
import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.Entries;
import dev.larder.hibernate.entry.Replacement;
import org.hibernate.cache.spi.QueryResultsRegion;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** A region of query results. Whether they are up to date, Hibernate finds out by itself. Safe from any thread. */
public final class QueryRegion extends EntriesRegion implements QueryResultsRegion {
    /** Makes a region of that name. */
    public QueryRegion(String name, RegionFactory factory, Entries entries) {
        super(name, factory, entries);
    }

    @Override
    public @Nullable Object getFromCache(Object key, SharedSessionContractImplementor session) {
        Item item = entries.find(key);
        return item == null ? null : item.value();
    }

    @Override
    public void putIntoCache(Object key, Object value, SharedSessionContractImplementor session) {
        if (SessionChanges.mayHaveInserted(session)) {
            return;
        }
        long readerTimestamp = session.getCacheTransactionSynchronization().getCachingTimestamp();
        entries.putLoaded(key, value, null, readerTimestamp, Replacement.NOT_NEWER);
    }
}
