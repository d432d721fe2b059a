package dev.larder.jcache.integration;

import javax.cache.Cache;

/** An entry with its owner's own copies of key and value: what an iterator gives, and what a writer gets. */
public record CopiedEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {
    @Override
    public K getKey() {
        return key;
    }

    @Override
    public V getValue() {
        return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException(
                "An entry unwraps to javax.cache.Cache.Entry only, not to " + type.getName());
    }
}
