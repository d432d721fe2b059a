package dev.larder.spring;

import org.springframework.cache.Cache;

/** The contract for a cache whose every entry is in an index. */
class IndexedCacheTest extends CacheContract {
    @Override
    Cache createCache() {
        LarderCache indexed = Caches.cache(store, "prefix-index", "true");
        indexed.evictByTag("so that there is an index of tags");
        return indexed;
    }
}
