package dev.larder.sample.catalog;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

/**
 * The catalog behind caches.
 *
 * <p>{@code sync} lets one caller ask the database while all others with the same question wait for its
 * answer; without it, a burst on an empty cache would ask the database many times over.
 */
@Service
@Primary
public class CachedCatalog implements CharacterCatalog {
    private final DatabaseCatalog database;

    CachedCatalog(DatabaseCatalog database) {
        this.database = database;
    }

    @Override
    @Cacheable(cacheNames = SEARCHES, key = "#p0.asText()", sync = true)
    public SearchPage search(SearchQuery query) {
        return database.search(query);
    }

    @Override
    @Cacheable(cacheNames = FACETS, sync = true)
    public Facets facets(String text) {
        return database.facets(text);
    }

    @Override
    @Cacheable(cacheNames = CHARACTERS, sync = true)
    public CharacterDetail character(int codePoint) {
        return database.character(codePoint);
    }
}
