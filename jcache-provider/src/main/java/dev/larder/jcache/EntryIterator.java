package dev.larder.jcache;

import static java.util.Objects.requireNonNull;

import dev.larder.jcache.integration.CopiedEntry;
import dev.larder.store.EntryView;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the entries of a cache, weakly consistent. An entry counts as read when it is given, not when it is looked
 * for; one that was removed between the two is given all the same.
 *
 * <p><b>Threads:</b> one.
 */
final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {
    private final LarderCache<K, V> cache;
    private final CacheParts<K, V> parts;
    private final CacheReader<K, V> reader;
    private final boolean readsMatter;
    private final Iterator<Map.Entry<K, EntryView<V>>> entries;
    private @Nullable K removable;

    EntryIterator(LarderCache<K, V> cache, CacheParts<K, V> parts, CacheReader<K, V> reader) {
        this.cache = cache;
        this.parts = parts;
        this.reader = reader;
        readsMatter = parts.expiry().followsAccess();
        entries = parts.keyspace().iterator();
    }

    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    public Cache.Entry<K, V> next() {
        cache.requireOpen();
        if (!entries.hasNext()) {
            removable = null;
            throw new NoSuchElementException("The iterator of cache '" + parts.name() + "' has no more entries.");
        }
        Map.Entry<K, EntryView<V>> entry = entries.next();
        removable = entry.getKey();
        V value = readsMatter ? reader.read(entry.getKey()) : null;
        if (value == null) {
            value = requireNonNull(entry.getValue().value(), "the snapshot of an entry");
        }
        cache.countIterated();
        return new CopiedEntry<>(
                parts.keys().copyOut(entry.getKey()), parts.values().copyOut(value));
    }

    @Override
    public void remove() {
        cache.requireOpen();
        if (removable == null) {
            throw new IllegalStateException("The iterator of cache '" + parts.name()
                    + "' has given no entry since the last removal; call next() first.");
        }
        cache.removeStored(removable);
        removable = null;
    }
}
