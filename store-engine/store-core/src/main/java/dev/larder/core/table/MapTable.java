package dev.larder.core.table;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A table without a limit: nothing stands between the map and the entry.
 *
 * <p>The map's own locks (one for each bin) are held for single steps of the map only, never while an operation decides.
 */
public class MapTable<K, V> implements Table<K, V> {
    private final ConcurrentHashMap<K, Entry<V>> entries = new ConcurrentHashMap<>();

    @Override
    public @Nullable Entry<V> read(K key) {
        return entries.get(key);
    }

    @Override
    public final @Nullable Entry<V> find(K key) {
        return entries.get(key);
    }

    @Override
    public @Nullable Entry<V> putIfAbsent(K key, Entry<V> entry) {
        return entries.putIfAbsent(key, entry);
    }

    @Override
    public boolean replace(K key, Entry<V> entry, Entry<V> successor) {
        return entries.replace(key, entry, successor);
    }

    @Override
    public void remove(K key, Entry<V> entry) {
        if (!entries.remove(key, entry)) {
            removeByIdentity(entry);
        }
    }

    @Override
    public void recordRemoval(Entry<V> entry) {}

    @Override
    public void recordCreated(K key, Entry<V> entry, boolean complete) {}

    @Override
    public void recordWrite(K key, Entry<V> entry, int weightDelta) {}

    @Override
    public List<Map.Entry<K, Entry<V>>> victims(long weightToFree, int max) {
        return List.of();
    }

    @Override
    public long excessWeight() {
        return 0;
    }

    @Override
    public boolean pinsEntries() {
        return true;
    }

    @Override
    public boolean tracksEntries() {
        return false;
    }

    @Override
    public final long count() {
        return entries.mappingCount();
    }

    @Override
    public final Iterator<Map.Entry<K, Entry<V>>> iterator() {
        return entries.entrySet().iterator();
    }

    @Override
    public void maintain() {}

    /**
     * A key whose hash code changed is no longer found where it was put. Its entry would stay for ever, so it is looked
     * for among all; this is slow and happens to broken keys only.
     */
    private void removeByIdentity(Entry<V> entry) {
        entries.values().removeIf(candidate -> candidate == entry);
    }
}
