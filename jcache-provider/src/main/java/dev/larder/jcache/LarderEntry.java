package dev.larder.jcache;

import javax.cache.Cache;

/** An entry that an iterator gives: the caller's own copies of key and value. */
record LarderEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {
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
