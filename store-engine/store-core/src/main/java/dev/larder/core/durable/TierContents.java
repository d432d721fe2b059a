package dev.larder.core.durable;

import dev.larder.core.commit.EntrySource.Stored;
import java.util.Iterator;
import java.util.Map;

/** All entries of a keyspace whose table is but a cache. Safe from any thread; an iterator for one. */
public interface TierContents<K, V> extends Iterable<Map.Entry<K, Stored<V>>> {
    /** About how many entries there are. */
    long approximateCount();

    /** All entries, those included that are due; weakly consistent. */
    @Override
    Iterator<Map.Entry<K, Stored<V>>> iterator();
}
