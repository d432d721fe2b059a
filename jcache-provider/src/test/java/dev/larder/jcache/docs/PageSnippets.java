package dev.larder.jcache.docs;

import dev.larder.jcache.LarderConfiguration;
import dev.larder.store.EvictionHint;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceStats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** The Java of README.md and of the pages beside the reference; {@link PageSnippetsTest} runs it. */
final class PageSnippets {
    private PageSnippets() {}

    record Book(String title, int year) {}

    @SuppressWarnings("unchecked")
    static List<Object> fiveMinutes() {
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        Cache<Long, Book> books = manager.createCache("books", new MutableConfiguration<Long, Book>());
        books.put(1L, new Book("Momo", 1973));
        Book momo = books.get(1L);

        LarderConfiguration<Long, Book> bounded = new LarderConfiguration<Long, Book>()
                .setTypes(Long.class, Book.class)
                .setMaxEntries(10_000)
                .setTimeToLive(Duration.ofMinutes(10))
                .setExpiryJitter(0.1)
                .setStatisticsEnabled(true);
        Cache<Long, Book> recent = manager.createCache("recent", bounded);

        Keyspace<Long, Book> keyspace = recent.unwrap(Keyspace.class);
        keyspace.put(2L, new Book("Emil", 1929), Duration.ofSeconds(30));
        Duration left = keyspace.timeToLive(2L);
        CompletionStage<Book> later = keyspace.async().get(2L);
        return List.of(momo, left, later.toCompletableFuture().join(), manager);
    }

    @SuppressWarnings("unchecked")
    static List<Object> belowTheStandard(Cache<Long, Book> cache) {
        Keyspace<Long, Book> keyspace = cache.unwrap(Keyspace.class);
        Book momo = new Book("Momo", 1973);
        keyspace.put(1L, momo, Duration.ofMinutes(5));
        Duration left = keyspace.timeToLive(1L);
        keyspace.expireAfter(1L, Duration.ofHours(1));
        keyspace.persist(1L);
        Book emil = new Book("Emil", 1929);
        keyspace.put(2L, emil, EvictionHint.PINNED);
        return List.of(left, keyspace.timeToLive(1L));
    }

    static long figures(Cache<Long, Book> cache) {
        KeyspaceStats stats = cache.unwrap(Keyspace.class).stats();
        long entries = stats.size();
        long evicted = stats.evictions();
        long expired = stats.expirations();
        return entries + evicted + expired;
    }
}
