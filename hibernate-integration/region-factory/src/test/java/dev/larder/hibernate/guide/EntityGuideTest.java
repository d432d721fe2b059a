package dev.larder.hibernate.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.model.Account;
import dev.larder.hibernate.model.Author;
import dev.larder.hibernate.model.Book;
import dev.larder.hibernate.model.Country;
import dev.larder.hibernate.model.Named;
import dev.larder.hibernate.model.Note;
import dev.larder.hibernate.model.Setting;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import org.hibernate.Session;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.Immutable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entities, by id and by natural id. */
class EntityGuideTest extends GuideTest {
    /** Not serializable. */
    record Money(long cents) {}

    static class MoneyConverter implements AttributeConverter<Money, Long> {
        @Override
        public Long convertToDatabaseColumn(Money money) {
            return money.cents();
        }

        @Override
        public Money convertToEntityAttribute(Long cents) {
            return new Money(cents);
        }
    }

    @Entity(name = "Price")
    @Immutable
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
    static class Price {
        @Id
        Long id = 1L;

        @Convert(converter = MoneyConverter.class)
        Money amount = new Money(995);
    }

    @Entity(name = "Essay")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE, includeLazy = false)
    static class Essay {
        @Id
        Long id = 1L;

        String text = "Of Books";
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Account.class, Country.class})
    void find_afterInsert_comesFromTheCache(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));

        requireFromCache(session -> assertThat(session.find(entity, 1L)).isNotNull());
    }

    @Test
    void find_afterLoad_comesFromTheCache() {
        inTransaction(session -> session.persist(new Setting(1, "dark")));
        requireFromDatabase(session -> session.find(Setting.class, 1L));

        requireFromCache(
                session -> assertThat(session.find(Setting.class, 1L).name).isEqualTo("dark"));
    }

    @Test
    void find_twice_makesTwoEntitiesOfOneState() {
        inTransaction(session -> session.persist(new Note(1, "first")));
        Note one = factory().fromTransaction(session -> session.find(Note.class, 1L));
        one.name = "changed, but of no session";
        Note other = factory().fromTransaction(session -> session.find(Note.class, 1L));

        assertThat(other).isNotSameAs(one);
        assertThat(other.name).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Account.class})
    void update_committed_isReadFromTheCache(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        inTransaction(session -> session.find(entity, 1L).name = "new");

        requireFromCache(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
    }

    /** The session writes the version alone, and what else it has in memory is not what is in the row. */
    @ParameterizedTest
    @EnumSource(names = {"OPTIMISTIC_FORCE_INCREMENT", "PESSIMISTIC_FORCE_INCREMENT"})
    void lock_incrementsTheVersionOfARowThatAStatementChangedSince_cachesNothing(LockModeType mode) {
        inTransaction(session -> session.persist(new Author(1, "old")));
        try (Session session = factory().openSession()) {
            session.beginTransaction();
            Author author = session.find(Author.class, 1L);
            session.getTransaction().commit();
            inTransaction(other ->
                    other.createMutationQuery("update Author set name = 'new'").executeUpdate());
            session.beginTransaction();
            session.lock(author, mode);
            session.getTransaction().commit();
        }

        inTransaction(session -> {
            Author author = session.find(Author.class, 1L);
            assertThat(author.name).isEqualTo("new");
            assertThat(author.version).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Account.class})
    void update_rowLockedFirst_isReadFromTheCache(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        inTransaction(session -> {
            Named found = session.find(entity, 1L);
            session.lock(found, LockModeType.PESSIMISTIC_WRITE);
            found.name = "new";
        });

        requireFromCache(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Setting.class, Account.class})
    void update_rolledBack_isNeverRead(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        try (Session session = factory().openSession()) {
            session.beginTransaction();
            session.find(entity, 1L).name = "new";
            session.flush();
            session.getTransaction().rollback();
        }

        inTransaction(session -> assertThat(session.find(entity, 1L).name).isEqualTo("old"));
        inTransaction(session -> assertThat(session.find(entity, 1L).name).isEqualTo("old"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Setting.class, Account.class})
    void update_flushedAndNotCommitted_isSeenByItsSessionOnly(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        inTransaction(writer -> {
            writer.find(entity, 1L).name = "new";
            writer.flush();
            writer.clear();
            inTransaction(other -> assertThat(other.find(entity, 1L).name).isEqualTo("old"));
            assertThat(writer.find(entity, 1L).name).isEqualTo("new");
        });

        inTransaction(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
    }

    /** Hibernate frees what it locks with a row before the transaction has ended. */
    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Setting.class, Account.class})
    void update_flushedAndRowLockedThen_isStillSeenByItsSession(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        inTransaction(writer -> {
            writer.find(entity, 1L).name = "new";
            writer.flush();
            writer.clear();
            writer.find(entity, 1L, LockModeType.PESSIMISTIC_WRITE);
            inTransaction(other -> assertThat(other.find(entity, 1L).name).isEqualTo("old"));
            writer.clear();
            assertThat(writer.find(entity, 1L).name).isEqualTo("new");
        });

        inTransaction(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
    }

    @Test
    void transactional_ownChange_isReadWithoutTheDatabase() {
        inTransaction(session -> session.persist(new Account(1, "old")));

        assertThat(statementsOf(session -> {
                    session.find(Account.class, 1L).name = "new";
                    session.flush();
                    session.clear();
                    assertThat(session.find(Account.class, 1L).name).isEqualTo("new");
                }))
                .as("the update alone")
                .isEqualTo(1);
    }

    @Test
    void transactional_ownChangeOfARowLockedAfterIt_isReadWithoutTheDatabase() {
        inTransaction(session -> session.persist(new Account(1, "old")));

        assertThat(statementsOf(session -> {
                    session.find(Account.class, 1L).name = "new";
                    session.flush();
                    session.clear();
                    session.find(Account.class, 1L, LockModeType.PESSIMISTIC_WRITE);
                    session.clear();
                    assertThat(session.find(Account.class, 1L).name).isEqualTo("new");
                }))
                .as("the update and the lock of the row")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Setting.class, Account.class, Country.class})
    void delete_committed_isNotFound(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        inTransaction(session -> session.remove(session.find(entity, 1L)));

        inTransaction(session -> assertThat(session.find(entity, 1L)).isNull());
        assertThat(factory().getCache().containsEntity(entity, 1L)).isFalse();
    }

    @Test
    void naturalId_known_isResolvedFromTheCache() {
        inTransaction(session -> session.persist(new Book(1, "978-3", "Momo")));

        requireFromCache(session -> assertThat(bookOf(session, "978-3").title).isEqualTo("Momo"));
        assertThat(statistics().getNaturalIdCacheHitCount()).isEqualTo(1);
    }

    @Test
    void naturalId_changed_resolvesTheNewAndNotTheOld() {
        inTransaction(session -> session.persist(new Book(1, "old", "Momo")));
        inTransaction(session -> session.find(Book.class, 1L).isbn = "new");

        requireFromCache(session -> assertThat(bookOf(session, "new").title).isEqualTo("Momo"));
        inTransaction(session -> assertThat(bookOf(session, "old")).isNull());
    }

    @Test
    void naturalId_passedOn_resolvesTheNewOwner() {
        inTransaction(session -> {
            session.persist(new Book(1, "shared", "first"));
            session.persist(new Book(2, "other", "second"));
        });
        inTransaction(session -> {
            session.find(Book.class, 1L).isbn = "none";
            session.flush();
            session.find(Book.class, 2L).isbn = "shared";
        });

        inTransaction(session -> assertThat(bookOf(session, "shared").title).isEqualTo("second"));
    }

    @Test
    void naturalId_changeRolledBack_resolvesTheOld() {
        inTransaction(session -> session.persist(new Book(1, "old", "Momo")));
        try (Session session = factory().openSession()) {
            session.beginTransaction();
            session.find(Book.class, 1L).isbn = "new";
            session.flush();
            session.getTransaction().rollback();
        }

        inTransaction(session -> {
            assertThat(bookOf(session, "new")).isNull();
            assertThat(bookOf(session, "old").title).isEqualTo("Momo");
        });
    }

    @Test
    void useReferenceEntries_immutableEntity_isTheSameObjectThoughNotSerializable() {
        factories.entities(Price.class).set("hibernate.cache.use_reference_entries", true);
        inTransaction(session -> session.persist(new Price()));
        factory().getCache().evictAllRegions();
        Price one = factory().fromTransaction(session -> session.find(Price.class, 1L));
        Price other = factory().fromTransaction(session -> session.find(Price.class, 1L));

        assertThat(other).isSameAs(one);
        assertThat(other.amount).isEqualTo(new Money(995));
    }

    @Test
    void useStructuredEntries_true_cachesAllTheSame() {
        factories.set("hibernate.cache.use_structured_entries", true);
        inTransaction(session -> {
            Author author = new Author(1, "Ende");
            Book book = new Book(1, "978-3", "Momo");
            book.author = author;
            author.books.add(book);
            session.persist(author);
        });
        inTransaction(
                session -> assertThat(session.find(Author.class, 1L).books).hasSize(1));

        requireFromCache(
                session -> assertThat(session.find(Author.class, 1L).books).hasSize(1));
    }

    @Test
    void includeLazy_false_cachesTheRest() {
        factories.entities(Essay.class);
        inTransaction(session -> session.persist(new Essay()));

        requireFromCache(
                session -> assertThat(session.find(Essay.class, 1L).text).isEqualTo("Of Books"));
    }
}
