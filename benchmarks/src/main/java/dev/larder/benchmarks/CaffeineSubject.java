package dev.larder.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Caffeine through its own API, always by reference and without listeners, which it has for removals only. */
final class CaffeineSubject<V> implements Subject<V> {
    private final Cache<String, V> cache;

    CaffeineSubject(CacheSettings settings) {
        Caffeine<Object, Object> builder = Caffeine.newBuilder();
        settings.maxEntries().ifPresent(builder::maximumSize);
        if (settings.statisticsEnabled()) {
            builder.recordStats();
        }
        switch (settings.expiry()) {
            case CREATED -> builder.expireAfterWrite(CacheSettings.Expiry.HOURS, TimeUnit.HOURS);
            case TOUCHED -> builder.expireAfterAccess(CacheSettings.Expiry.HOURS, TimeUnit.HOURS);
            case NEVER -> {}
        }
        cache = builder.build();
    }

    @Override
    public @Nullable V get(String key) {
        return cache.getIfPresent(key);
    }

    @Override
    public void put(String key, V value) {
        cache.put(key, value);
    }

    @Override
    public Map<String, V> getAll(Set<String> keys) {
        return cache.getAllPresent(keys);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Object increment(String key) {
        return ((ConcurrentMap<String, Long>) cache.asMap()).compute(key, (k, old) -> old == null ? 1L : old + 1);
    }

    @Override
    public void close() {
        cache.invalidateAll();
    }
}
