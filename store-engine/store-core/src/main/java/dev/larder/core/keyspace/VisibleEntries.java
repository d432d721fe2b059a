package dev.larder.core.keyspace;

import dev.larder.core.table.Entry;
import dev.larder.store.EntryView;
import dev.larder.store.spi.StoreClock;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Steps over entries that have no value yet and those that are due. Not safe for use by several threads at once. */
final class VisibleEntries<K, V> implements Iterator<Map.Entry<K, EntryView<V>>> {
    private final Iterator<Entry<K, V>> entries;
    private final StoreClock clock;
    private Map.@Nullable Entry<K, EntryView<V>> next;

    VisibleEntries(Iterator<Entry<K, V>> entries, StoreClock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    @Override
    public boolean hasNext() {
        while (next == null && entries.hasNext()) {
            Entry<K, V> found = entries.next();
            EntryView<V> view = EntrySnapshot.of(found);
            boolean due = view.expiresAtMillis() != EntryView.NEVER && clock.millis() >= view.expiresAtMillis();
            if (view.isPresent() && !due) {
                next = Map.entry(found.key(), view);
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
