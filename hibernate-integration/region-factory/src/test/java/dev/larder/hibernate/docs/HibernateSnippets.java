package dev.larder.hibernate.docs;

import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.stat.CacheRegionStatistics;

/** The snippets of docs/hibernate.md, as the page has them. */
final class HibernateSnippets {
    private HibernateSnippets() {}

    static SessionFactory open(String url) {
        SessionFactory sessionFactory = new HibernatePersistenceConfiguration("library")
                .managedClasses(Book.class, Author.class)
                .property("jakarta.persistence.jdbc.url", url)
                .property("jakarta.persistence.schema-generation.database.action", "create")
                .property("hibernate.cache.region.factory_class", "larder")
                .property("hibernate.cache.use_query_cache", true)
                .property("hibernate.larder.defaults.time-to-live", "1h")
                .createEntityManagerFactory();
        return sessionFactory;
    }

    static SessionFactory openInOneStore(String url) {
        StoreConfig limits = StoreConfig.builder().maxMemoryBytes(256L << 20).build();
        Store store = Store.open(limits);
        SessionFactory sessionFactory = new HibernatePersistenceConfiguration("library")
                .managedClasses(Book.class, Author.class)
                .property("jakarta.persistence.jdbc.url", url)
                .property("hibernate.cache.region.factory_class", "larder")
                .property("hibernate.larder.store", store)
                .createEntityManagerFactory();
        return sessionFactory;
    }

    static List<Book> query(Session session) {
        List<Book> books = session.createSelectionQuery("from Book where title like :title", Book.class)
                .setParameter("title", "M%")
                .setCacheable(true)
                .setCacheRegion("query.books")
                .getResultList();
        return books;
    }

    static void evict(SessionFactory sessionFactory) {
        sessionFactory.getCache().evict(Book.class, 1L);
        sessionFactory.getCache().evict(Book.class);
        sessionFactory.getCache().evictQueryRegion("query.books");
        sessionFactory.getCache().evictAllRegions();
    }

    static double hitRatio(SessionFactory sessionFactory) {
        CacheRegionStatistics books = sessionFactory.getStatistics().getCacheRegionStatistics(Book.class.getName());
        double hitRatio = (double) books.getHitCount() / (books.getHitCount() + books.getMissCount());
        long entries = books.getElementCountInMemory();
        return entries == 0 ? 0 : hitRatio;
    }
}
