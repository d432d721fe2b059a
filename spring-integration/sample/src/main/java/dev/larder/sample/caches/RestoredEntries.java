package dev.larder.sample.caches;

import dev.larder.spring.LarderCache;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.CacheManager;
import org.springframework.stereotype.Component;

/** What each cache had on disk when the application started. Safe from any thread. */
@Component
public class RestoredEntries {
    private static final Logger LOG = LoggerFactory.getLogger(RestoredEntries.class);

    private final Map<String, Long> countByCache = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> all;

    RestoredEntries(CacheManager cacheManager) {
        all = CompletableFuture.allOf(cacheManager.getCacheNames().stream()
                .map(name -> (LarderCache) Objects.requireNonNull(cacheManager.getCache(name)))
                .map(this::count)
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Nobody gets at a cache before it is read, so what it has then is what it had. */
    private CompletableFuture<?> count(LarderCache cache) {
        return cache.keyspace()
                .restored()
                .thenAccept(report ->
                        countByCache.put(cache.getName(), cache.keyspace().size()))
                .toCompletableFuture();
    }

    /** How many entries a cache had; 0 as long as they are being read. */
    public long countOf(String cache) {
        return countByCache.getOrDefault(cache, 0L);
    }

    /** Logs one line, now or when everything has been read. */
    public void announce() {
        CompletableFuture<Void> unused = all.thenRun(this::log);
    }

    private void log() {
        long total = countByCache.values().stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            LOG.info("The caches start empty: there is nothing of an earlier run");
        } else {
            LOG.info("The caches are warm: {} entries are here from the last run {}", total, countByCache);
        }
    }
}
