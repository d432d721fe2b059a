package dev.larder.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The upper limit: a plain concurrent map that copies, expires, counts and bounds nothing. */
final class MapSubject<V> implements Subject<V> {
    private final ConcurrentHashMap<String, V> map = new ConcurrentHashMap<>();

    @Override
    public @Nullable V get(String key) {
        return map.get(key);
    }

    @Override
    public void put(String key, V value) {
        map.put(key, value);
    }

    @Override
    public Map<String, V> getAll(Set<String> keys) {
        Map<String, V> found = new HashMap<>(keys.size() * 2);
        for (String key : keys) {
            V value = map.get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Object increment(String key) {
        return ((ConcurrentHashMap<String, Long>) map).compute(key, (k, old) -> old == null ? 1L : old + 1);
    }

    @Override
    public void close() {}
}
