package dev.larder.core.keyspace;

import dev.larder.core.commit.EntrySource.Stored;
import dev.larder.store.EntryView;
import dev.larder.store.spi.StoreClock;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Views of the entries of a tier, but for those that are due. Reads that move a deadline tell the tier now and then, so one
 * that is due there is asked for where it was read. Not safe for use by several threads at once.
 */
final class TieredEntries<K, V> implements Iterator<Map.Entry<K, EntryView<V>>> {
    private final Iterator<Map.Entry<K, Stored<V>>> entries;
    private final StoreClock clock;
    private final Function<K, @Nullable EntryView<V>> look;
    private Map.@Nullable Entry<K, EntryView<V>> next;

    /**
     * Walks over entries.
     *
     * @param look tells the entry of a key as readers see it
     */
    TieredEntries(
            Iterator<Map.Entry<K, Stored<V>>> entries, StoreClock clock, Function<K, @Nullable EntryView<V>> look) {
        this.entries = entries;
        this.clock = clock;
        this.look = look;
    }

    @Override
    public boolean hasNext() {
        while (next == null && entries.hasNext()) {
            Map.Entry<K, Stored<V>> found = entries.next();
            Stored<V> stored = found.getValue();
            boolean isDue = stored.deadlineMillis() != EntryView.NEVER && stored.deadlineMillis() <= clock.millis();
            EntryView<V> view = isDue ? look.apply(found.getKey()) : EntrySnapshot.of(stored);
            if (view != null) {
                next = Map.entry(found.getKey(), view);
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
