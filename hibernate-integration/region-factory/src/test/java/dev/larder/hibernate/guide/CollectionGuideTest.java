package dev.larder.hibernate.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.model.Author;
import dev.larder.hibernate.model.Book;
import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.Hibernate;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cached collections. */
class CollectionGuideTest extends GuideTest {
    private static final String BOOKS = Author.class.getName() + ".books";

    @Entity(name = "Tagged")
    static class Tagged {
        @Id
        Long id = 1L;

        @ElementCollection
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "strict-tags")
        Set<String> strict = new HashSet<>(Set.of("a"));

        @ElementCollection
        @Cache(usage = CacheConcurrencyStrategy.NONSTRICT_READ_WRITE, region = "nonstrict-tags")
        Set<String> nonstrict = new HashSet<>(Set.of("a"));

        @ElementCollection
        @Cache(usage = CacheConcurrencyStrategy.TRANSACTIONAL, region = "transactional-tags")
        Set<String> transactional = new HashSet<>(Set.of("a"));

        Set<String> tags(String access) {
            return switch (access) {
                case "strict" -> strict;
                case "nonstrict" -> nonstrict;
                default -> transactional;
            };
        }
    }

    @FilterDef(name = "current")
    @Entity(name = "Shelf")
    @Cacheable
    static class Shelf {
        @Id
        Long id = 1L;

        @OneToMany
        @JoinColumn(name = "shelf")
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        @Filter(name = "current", condition = "outdated = false")
        Set<Volume> volumes = new HashSet<>();
    }

    @Entity(name = "Volume")
    @Cacheable
    static class Volume {
        @Id
        Long id;

        boolean outdated;

        Volume() {}

        Volume(long id, boolean outdated) {
            this.id = id;
            this.outdated = outdated;
        }
    }

    @BeforeEach
    void addTheOtherEntities() {
        factories.entities(Author.class, Book.class, Tagged.class, Shelf.class, Volume.class);
    }

    @Test
    void collection_afterFirstLoad_comesFromTheCacheWithItsElements() {
        persistAuthorWithBook();
        loadBooks();

        requireFromCache(session -> {
            Set<Book> books = session.find(Author.class, 1L).books;
            assertThat(books).extracting(book -> book.title).containsExactly("Momo");
        });
        assertThat(factory().getCache().containsCollection(BOOKS, 1L)).isTrue();
    }

    @Test
    void collection_elementAdded_isLoadedAnew() {
        persistAuthorWithBook();
        loadBooks();
        inTransaction(session -> {
            Author author = session.find(Author.class, 1L);
            Book book = new Book(2, "978-4", "Die unendliche Geschichte");
            book.author = author;
            author.books.add(book);
        });

        inTransaction(
                session -> assertThat(session.find(Author.class, 1L).books).hasSize(2));
    }

    @Test
    void collection_bulkUpdateOfElements_isLoadedAnew() {
        persistAuthorWithBook();
        loadBooks();
        inTransaction(session ->
                session.createMutationQuery("update Book set author = null").executeUpdate());

        inTransaction(
                session -> assertThat(session.find(Author.class, 1L).books).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "nonstrict", "transactional"})
    void collectionOfValues_changed_isNeverReadOld(String access) {
        inTransaction(session -> session.persist(new Tagged()));
        inTransaction(
                session -> Hibernate.initialize(session.find(Tagged.class, 1L).tags(access)));
        inTransaction(writer -> {
            writer.find(Tagged.class, 1L).tags(access).add("b");
            writer.flush();
            writer.clear();
            assertThat(writer.find(Tagged.class, 1L).tags(access)).containsExactlyInAnyOrder("a", "b");
            inTransaction(other ->
                    assertThat(other.find(Tagged.class, 1L).tags(access)).containsExactly("a"));
        });

        inTransaction(session ->
                assertThat(session.find(Tagged.class, 1L).tags(access)).containsExactlyInAnyOrder("a", "b"));
    }

    @Test
    void collection_underAFilter_isNotCached() {
        inTransaction(session -> {
            Shelf shelf = new Shelf();
            shelf.volumes.addAll(Set.of(new Volume(1, false), new Volume(2, true)));
            shelf.volumes.forEach(session::persist);
            session.persist(shelf);
        });
        inTransaction(session -> {
            session.enableFilter("current");
            assertThat(session.find(Shelf.class, 1L).volumes).hasSize(1);
        });
        assertThat(factory().getCache().containsCollection(Shelf.class.getName() + ".volumes", 1L))
                .isFalse();

        inTransaction(
                session -> assertThat(session.find(Shelf.class, 1L).volumes).hasSize(2));
        inTransaction(session -> {
            session.enableFilter("current");
            assertThat(session.find(Shelf.class, 1L).volumes).hasSize(1);
        });
    }

    @Test
    void autoEvictCollectionCache_elementOfOtherSideAdded_isLoadedAnew() {
        factories.set("hibernate.cache.auto_evict_collection_cache", true);
        persistAuthorWithBook();
        loadBooks();
        inTransaction(session -> {
            Book book = new Book(2, "978-4", "Die unendliche Geschichte");
            book.author = session.find(Author.class, 1L);
            session.persist(book);
        });

        inTransaction(
                session -> assertThat(session.find(Author.class, 1L).books).hasSize(2));
    }

    /** The collection was not changed itself: the other side has the column. */
    @Test
    void collection_loadedByTheSessionThatMovedAnElement_isNotCachedBeforeTheCommit() {
        persistAuthorWithBook();
        try (var session = factory().openSession()) {
            session.beginTransaction();
            Author author = session.find(Author.class, 1L);
            session.find(Book.class, 1L).author = null;
            session.flush();
            assertThat(author.books).isEmpty();
            session.getTransaction().rollback();
        }

        inTransaction(
                session -> assertThat(session.find(Author.class, 1L).books).hasSize(1));
    }

    /** When a flush fails, nobody tells the cache that the lock of a collection is free again; the session does. */
    @Test
    void collection_flushFailed_isCachedAgain() {
        persistAuthorWithBook();
        loadBooks();
        try (var session = factory().openSession()) {
            session.beginTransaction();
            Author author = session.find(Author.class, 1L);
            author.books.clear();
            author.name = "never";
            execute("update Author set version = version + 1");
            try {
                session.flush();
            } catch (RuntimeException optimisticLockFailed) {
                session.getTransaction().rollback();
            }
        }
        factory().getCache().evictEntityData(Author.class, 1L);
        loadBooks();

        assertThat(factory().getCache().containsCollection(BOOKS, 1L)).isTrue();
    }

    private void persistAuthorWithBook() {
        inTransaction(session -> {
            Author author = new Author(1, "Ende");
            Book book = new Book(1, "978-3", "Momo");
            book.author = author;
            author.books.add(book);
            session.persist(author);
        });
    }

    private void loadBooks() {
        inTransaction(session -> Hibernate.initialize(session.find(Author.class, 1L).books));
    }
}
