package dev.larder.spring;

import dev.larder.store.Keyspace;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.NullValue;
import org.springframework.cache.support.SimpleValueWrapper;

/** One cache of a {@link LarderCacheManager}. Safe for use by any number of threads. */
public final class LarderCache implements Cache {
    private final String name;
    private final Keyspace<Object, Object> keyspace;
    private final SpringCacheSettings settings;

    LarderCache(String name, Keyspace<Object, Object> keyspace, SpringCacheSettings settings) {
        this.name = name;
        this.keyspace = keyspace;
        this.settings = settings;
    }

    @Override
    public String getName() {
        return name;
    }

    /** The keyspace; see {@link #keyspace}. */
    @Override
    public Object getNativeCache() {
        return keyspace;
    }

    /** The entries; their values may be wrapped, so write through the cache only. */
    public Keyspace<Object, Object> keyspace() {
        return keyspace;
    }

    /** The settings the cache was made with, all defaults filled in. */
    public SpringCacheSettings settings() {
        return settings;
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        Object stored = keyspace.getIfPresent(key);
        return stored == null ? null : new SimpleValueWrapper(stored instanceof NullValue ? null : stored);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        ValueWrapper wrapper = get(key);
        return wrapper == null ? null : (T) wrapper.get();
    }

    @Override
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        keyspace.put(key, value == null ? NullValue.INSTANCE : value);
    }

    /**
     * Puts a value that lives as long as said, whatever the cache's settings are.
     *
     * @param timeToLive at least one millisecond
     */
    public void put(Object key, @Nullable Object value, Duration timeToLive) {
        keyspace.put(key, value == null ? NullValue.INSTANCE : value, timeToLive);
    }

    @Override
    public void evict(Object key) {
        keyspace.remove(key);
    }

    @Override
    public void clear() {
        keyspace.clear();
    }

    /**
     * Removes every entry that carries one of the tags.
     *
     * @return how many were removed
     */
    public long evictByTag(String... tags) {
        if (tags.length == 0) {
            return 0;
        }
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Removes every entry whose key is a string that begins like this.
     *
     * @return how many were removed
     */
    public long evictByPrefix(String prefix) {
        if (keyspace.size() == 0) {
            return 0;
        }
        throw new UnsupportedOperationException("not yet");
    }
}
