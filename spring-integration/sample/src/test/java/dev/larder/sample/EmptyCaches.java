package dev.larder.sample;

import jakarta.persistence.EntityManagerFactory;
import java.util.Objects;
import org.hibernate.SessionFactory;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.cache.CacheManager;

/** Lets a test start as if nobody had asked anything yet. */
@TestComponent
public class EmptyCaches {
    private final CacheManager caches;
    private final SessionFactory sessionFactory;

    EmptyCaches(CacheManager caches, EntityManagerFactory factory) {
        this.caches = caches;
        sessionFactory = factory.unwrap(SessionFactory.class);
    }

    /** Empties Spring's caches and Hibernate's second level. */
    public void clearAll() {
        clearSprings();
        sessionFactory.getCache().evictAllRegions();
    }

    /** Empties Spring's caches only. */
    public void clearSprings() {
        caches.getCacheNames()
                .forEach(name -> Objects.requireNonNull(caches.getCache(name)).clear());
    }
}
