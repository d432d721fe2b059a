package dev.larder.jcache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.cache.integration.CacheLoader;

/** A loader that notes what it is asked for. */
class MapLoader<K, V> implements CacheLoader<K, V> {
    final List<K> asked = new ArrayList<>();
    private final Function<K, V> source;

    MapLoader(Function<K, V> source) {
        this.source = source;
    }

    @Override
    public synchronized V load(K key) {
        asked.add(key);
        return source.apply(key);
    }

    @Override
    public Map<K, V> loadAll(Iterable<? extends K> keys) {
        Map<K, V> loaded = new HashMap<>();
        keys.forEach(key -> loaded.put(key, load(key)));
        return loaded;
    }
}
