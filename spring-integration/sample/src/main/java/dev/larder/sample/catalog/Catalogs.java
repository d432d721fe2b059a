package dev.larder.sample.catalog;

import org.springframework.stereotype.Component;

/** The same catalog behind more or fewer caches. */
@Component
public final class Catalogs {
    private final CachedCatalog cached;
    private final DatabaseCatalog database;
    private final UncachedCatalog uncached;

    Catalogs(CachedCatalog cached, DatabaseCatalog database, UncachedCatalog uncached) {
        this.cached = cached;
        this.database = database;
        this.uncached = uncached;
    }

    /** Which caches may answer. */
    public enum Caching {
        /** Spring's caches, and behind them Hibernate's second level. */
        ALL,
        /** Hibernate's second level with its query cache. */
        SECOND_LEVEL,
        /** None: everything is asked of the database. */
        NONE
    }

    /** The catalog behind the given caches. */
    public CharacterCatalog with(Caching caching) {
        return switch (caching) {
            case ALL -> cached;
            case SECOND_LEVEL -> database;
            case NONE -> uncached;
        };
    }
}
