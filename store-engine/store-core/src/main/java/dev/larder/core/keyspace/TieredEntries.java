package dev.larder.core.keyspace;

import dev.larder.core.commit.EntrySource.Stored;
import dev.larder.store.EntryView;
import dev.larder.store.spi.StoreClock;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Views of the entries of a tier, but for those that are due. Not safe for use by several threads at once. */
final class TieredEntries<K, V> implements Iterator<Map.Entry<K, EntryView<V>>> {
    private final Iterator<Map.Entry<K, Stored<V>>> entries;
    private final StoreClock clock;
    private Map.@Nullable Entry<K, EntryView<V>> next;

    TieredEntries(Iterator<Map.Entry<K, Stored<V>>> entries, StoreClock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    @Override
    public boolean hasNext() {
        while (next == null && entries.hasNext()) {
            Map.Entry<K, Stored<V>> found = entries.next();
            Stored<V> stored = found.getValue();
            if (stored.deadlineMillis() == EntryView.NEVER || clock.millis() < stored.deadlineMillis()) {
                next = Map.entry(found.getKey(), EntrySnapshot.of(stored));
            }
        }
        return next != null;
    }

    @Override
    public Map.Entry<K, EntryView<V>> next() {
        Map.Entry<K, EntryView<V>> found = hasNext() ? next : null;
        if (found == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return found;
    }
}
