package dev.larder.sample.catalog;

import jakarta.persistence.EntityManager;
import org.hibernate.CacheMode;
import org.hibernate.Session;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The catalog with all caching off, to see what its answers cost then. */
@Service
@Transactional(readOnly = true)
public class UncachedCatalog implements CharacterCatalog {
    private final DatabaseCatalog database;
    private final EntityManager entityManager;

    UncachedCatalog(DatabaseCatalog database, EntityManager entityManager) {
        this.database = database;
        this.entityManager = entityManager;
    }

    @Override
    public SearchPage search(SearchQuery query) {
        passSecondLevelBy();
        return database.search(query);
    }

    @Override
    public Facets facets(String text) {
        passSecondLevelBy();
        return database.facets(text);
    }

    @Override
    public CharacterDetail character(int codePoint) {
        passSecondLevelBy();
        return database.character(codePoint);
    }

    /** For the session of this transaction, which the database's catalog joins. */
    private void passSecondLevelBy() {
        entityManager.unwrap(Session.class).setCacheMode(CacheMode.IGNORE);
    }
}
