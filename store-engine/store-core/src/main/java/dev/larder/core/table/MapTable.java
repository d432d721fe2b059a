package dev.larder.core.table;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table without a limit: nothing stands between the map and the entry. */
public class MapTable<K, V> implements Table<K, V> {
    private final EntryMap<K, V> entries = new EntryMap<>();

    @Override
    public @Nullable Entry<K, V> read(K key) {
        return entries.get(key);
    }

    @Override
    public final @Nullable Entry<K, V> find(K key) {
        return entries.get(key);
    }

    @Override
    public @Nullable Entry<K, V> putIfAbsent(Entry<K, V> entry) {
        return entries.putIfAbsent(entry);
    }

    @Override
    public boolean replace(Entry<K, V> entry, Entry<K, V> successor) {
        return entries.replace(entry, successor);
    }

    @Override
    public void remove(Entry<K, V> entry) {
        entries.remove(entry);
    }

    @Override
    public void recordRead(Entry<K, V> entry) {}

    @Override
    public void recordWrite(Entry<K, V> entry) {}

    @Override
    public List<Entry<K, V>> victims(long weightToFree, int max) {
        return List.of();
    }

    @Override
    public List<Entry<K, V>> excess(int max) {
        return List.of();
    }

    @Override
    public boolean tracksEntries() {
        return false;
    }

    @Override
    public final long count() {
        return entries.count();
    }

    @Override
    public final Iterator<Entry<K, V>> iterator() {
        return entries.iterator();
    }

    @Override
    public void maintain() {
        entries.finishGrowth();
    }
}
