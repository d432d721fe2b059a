package dev.larder.hibernate.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.larder.hibernate.model.Account;
import dev.larder.hibernate.model.Author;
import dev.larder.hibernate.model.Book;
import dev.larder.hibernate.model.Named;
import dev.larder.hibernate.model.Note;
import dev.larder.hibernate.model.Setting;
import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.CacheStoreMode;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Map;
import org.hibernate.Cache;
import org.hibernate.CacheMode;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Version;
import org.hibernate.annotations.TenantId;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.SynchronizeableQuery;
import org.hibernate.stat.CacheRegionStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions use the cache, how it is evicted, and what the statistics tell. */
class ManagementGuideTest extends GuideTest {
    @Entity(name = "Tenanted")
    @Cacheable
    static class Tenanted {
        @Id
        Long id;

        @TenantId
        String tenant;

        protected Tenanted() {}

        Tenanted(long id) {
            this.id = id;
        }
    }

    @Test
    void cacheMode_ignore_neitherReadsNorPuts() {
        inTransaction(session -> session.persist(new Note(1, "one")));
        requireFromDatabase(session -> find(session, CacheMode.IGNORE));
        factory().getCache().evictAllRegions();
        inTransaction(session -> find(session, CacheMode.IGNORE));

        assertThat(isCached()).isFalse();
    }

    @Test
    void cacheMode_get_readsAndDoesNotPut() {
        inTransaction(session -> session.persist(new Note(1, "one")));
        requireFromCache(session -> find(session, CacheMode.GET));
        factory().getCache().evictAllRegions();
        inTransaction(session -> find(session, CacheMode.GET));

        assertThat(isCached()).isFalse();
    }

    @Test
    void cacheMode_put_putsAndDoesNotRead() {
        inTransaction(session -> session.persist(new Note(1, "one")));
        requireFromDatabase(session -> find(session, CacheMode.PUT));
        factory().getCache().evictAllRegions();
        inTransaction(session -> find(session, CacheMode.PUT));

        assertThat(isCached()).isTrue();
    }

    /** Also where no version says that the row is newer. */
    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Setting.class, Account.class})
    void cacheMode_refresh_replacesWhatIsCached(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        inTransaction(session -> session.find(entity, 1L));
        execute("update " + entity.getSimpleName() + " set name = 'new'");
        inTransaction(session -> {
            session.find(entity, 1L, CacheMode.REFRESH);
        });

        requireFromCache(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
    }

    @Test
    void cacheStoreMode_bypass_cachesNothingAndInvalidatesWhatItChanges() {
        inTransaction(session -> session.persist(new Note(1, "old")));
        inTransaction(session -> {
            session.setCacheStoreMode(CacheStoreMode.BYPASS);
            session.find(Note.class, 1L).name = "new";
        });

        assertThat(isCached()).isFalse();
        inTransaction(session -> assertThat(session.find(Note.class, 1L).name).isEqualTo("new"));
    }

    @Test
    void cacheRetrieveMode_bypass_readsTheDatabase() {
        inTransaction(session -> session.persist(new Note(1, "one")));

        requireFromDatabase(session -> session.find(
                Note.class, 1L, Map.of("jakarta.persistence.cache.retrieveMode", CacheRetrieveMode.BYPASS)));
    }

    @Test
    void refresh_ofAnEntity_readsTheDatabaseAndReplacesWhatIsCached() {
        inTransaction(session -> session.persist(new Note(1, "old")));
        execute("update Note set name = 'new'");
        inTransaction(session -> {
            Note note = session.find(Note.class, 1L);
            assertThat(note.name).isEqualTo("old");
            session.refresh(note);
            assertThat(note.name).isEqualTo("new");
        });

        inTransaction(session -> assertThat(session.find(Note.class, 1L).name).isEqualTo("new"));
    }

    @Test
    void evictEntity_byIdByClassOrAll_isReadFromTheDatabase() {
        inTransaction(session -> {
            session.persist(new Note(1, "one"));
            session.persist(new Note(2, "two"));
        });
        Cache cache = factory().getCache();
        cache.evict(Note.class, 1L);
        assertThat(cache.contains(Note.class, 1L)).isFalse();
        assertThat(cache.contains(Note.class, 2L)).isTrue();
        cache.evict(Note.class);
        assertThat(cache.contains(Note.class, 2L)).isFalse();
        inTransaction(session -> session.find(Note.class, 1L));
        assertThat(cache.contains(Note.class, 1L)).isTrue();
        cache.evictAll();
        assertThat(cache.contains(Note.class, 1L)).isFalse();
        inTransaction(session -> session.find(Note.class, 1L));
        cache.evictRegion(Note.class.getName());
        assertThat(cache.contains(Note.class, 1L)).isFalse();
    }

    @Test
    void evictCollectionAndNaturalId_always_areReadFromTheDatabase() {
        inTransaction(session -> {
            Author author = new Author(1, "Ende");
            Book book = new Book(1, "978-3", "Momo");
            book.author = author;
            author.books.add(book);
            session.persist(author);
        });
        inTransaction(session -> Hibernate.initialize(session.find(Author.class, 1L).books));
        String role = Author.class.getName() + ".books";
        Cache cache = factory().getCache();
        assertThat(cache.containsCollection(role, 1L)).isTrue();
        cache.evictCollectionData(role, 1L);
        assertThat(cache.containsCollection(role, 1L)).isFalse();
        cache.evictNaturalIdData(Book.class);

        requireFromDatabase(session -> bookOf(session, "978-3"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Note.class, Setting.class, Author.class})
    void nativeStatement_withoutTables_invalidatesAll(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        inTransaction(session -> session.find(entity, 1L));
        inTransaction(
                session -> session.createNativeMutationQuery("update " + entity.getSimpleName() + " set name = 'new'")
                        .executeUpdate());

        inTransaction(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
    }

    @Test
    void nativeStatement_withTables_invalidatesTheseOnly() {
        inTransaction(session -> {
            session.persist(new Note(1, "old"));
            session.persist(new Author(1, "Ende"));
        });
        inTransaction(session -> {
            MutationQuery update = session.createNativeMutationQuery("update Note set name = 'new'");
            ((SynchronizeableQuery) update).addSynchronizedEntityClass(Note.class);
            update.executeUpdate();
        });

        inTransaction(session -> assertThat(session.find(Note.class, 1L).name).isEqualTo("new"));
        requireFromCache(session -> session.find(Author.class, 1L));
    }

    @Test
    void bulkUpdate_thenFindInItsTransaction_seesTheChange() {
        inTransaction(session -> session.persist(new Note(1, "old")));
        try (Session session = factory().openSession()) {
            session.beginTransaction();
            session.createMutationQuery("update Note set name = 'new'").executeUpdate();
            assertThat(session.find(Note.class, 1L).name).isEqualTo("new");
            inTransaction(other -> assertThat(other.find(Note.class, 1L).name).isEqualTo("old"));
            session.getTransaction().rollback();
        }

        inTransaction(session -> assertThat(session.find(Note.class, 1L).name).isEqualTo("old"));
    }

    @Test
    void statistics_ofARegion_countHitsMissesPutsAndEntries() {
        inTransaction(session -> session.persist(new Note(1, "one")));
        factory().getCache().evictAllRegions();
        statistics().clear();
        inTransaction(session -> session.find(Note.class, 1L));
        inTransaction(session -> session.find(Note.class, 1L));
        inTransaction(session -> session.find(Note.class, 1L));

        CacheRegionStatistics notes = region(Note.class.getName());
        assertThat(notes.getMissCount()).isEqualTo(1);
        assertThat(notes.getPutCount()).isEqualTo(1);
        assertThat(notes.getHitCount()).isEqualTo(2);
        assertThat(notes.getElementCountInMemory()).isEqualTo(1);
        assertThat(notes.getElementCountOnDisk()).isZero();
        assertThat(notes.getSizeInMemory()).isZero();
    }

    @Test
    void statistics_ofAWeighedRegion_tellItsBytes() {
        factories.set("hibernate.larder.defaults.max-size", "1MB");
        inTransaction(session -> session.persist(new Note(1, "one")));

        assertThat(region(Note.class.getName()).getSizeInMemory()).isBetween(50L, 5_000L);
    }

    @Test
    void useMinimalPuts_true_keepsWhatIsCached() {
        assumeFalse(Version.getVersionString().startsWith("7.2."), "Hibernate 7.2 never asks for them for entities");
        factories.set("hibernate.cache.use_minimal_puts", true);
        inTransaction(session -> session.persist(new Setting(1, "one")));
        inTransaction(session -> session.find(Setting.class, 1L));
        inTransaction(session ->
                session.createSelectionQuery("from Setting", Setting.class).getResultList());

        assertThat(region(Setting.class.getName()).getPutCount()).isEqualTo(1);
    }

    @Test
    void tenants_sameEntity_haveEntriesOfTheirOwn() {
        factories.entities(Tenanted.class);
        SessionFactory factory = factory();
        try (Session session =
                factory.withOptions().tenantIdentifier((Object) "one").openSession()) {
            session.beginTransaction();
            session.persist(new Tenanted(1));
            session.getTransaction().commit();
        }
        for (String tenant : new String[] {"one", "other", "one"}) {
            try (Session session =
                    factory.withOptions().tenantIdentifier((Object) tenant).openSession()) {
                session.beginTransaction();
                assertThat(session.find(Tenanted.class, 1L) != null).isEqualTo(tenant.equals("one"));
                session.getTransaction().commit();
            }
        }
        assertThat(statistics().getSecondLevelCacheHitCount()).isEqualTo(2);
    }

    private static void find(Session session, CacheMode mode) {
        assertThat(session.find(Note.class, 1L, mode)).isNotNull();
    }

    private boolean isCached() {
        return factory().getCache().containsEntity(Note.class, 1L);
    }
}
