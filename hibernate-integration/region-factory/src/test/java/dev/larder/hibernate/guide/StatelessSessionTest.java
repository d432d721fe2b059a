package dev.larder.hibernate.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.model.Account;
import dev.larder.hibernate.model.Author;
import dev.larder.hibernate.model.Book;
import dev.larder.hibernate.model.Country;
import dev.larder.hibernate.model.Named;
import dev.larder.hibernate.model.Note;
import dev.larder.hibernate.model.Setting;
import java.util.List;
import java.util.function.BiFunction;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stateless sessions, which tell the cache less of what they do than others. */
class StatelessSessionTest extends GuideTest {
    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Setting.class, Account.class})
    void bulkUpdate_loadedByAnotherBeforeTheCommit_isSeenAfterIt(Class<? extends Named> entity) {
        requireSeenAfterTheCommit(entity, StatelessSession::createMutationQuery);
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Setting.class, Account.class})
    void nativeStatement_loadedByAnotherBeforeTheCommit_isSeenAfterIt(Class<? extends Named> entity) {
        requireSeenAfterTheCommit(entity, StatelessSession::createNativeMutationQuery);
    }

    private void requireSeenAfterTheCommit(
            Class<? extends Named> entity, BiFunction<StatelessSession, String, MutationQuery> statement) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        try (StatelessSession session = factory().openStatelessSession()) {
            session.beginTransaction();
            statement
                    .apply(session, "update " + entity.getSimpleName() + " set name = 'new'")
                    .executeUpdate();
            inTransaction(other -> assertThat(other.find(entity, 1L).name).isEqualTo("old"));
            session.getTransaction().commit();
        }

        inTransaction(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Setting.class, Account.class})
    void bulkUpdate_transactionEnded_readsTheCacheAgain(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        try (StatelessSession session = factory().openStatelessSession()) {
            session.beginTransaction();
            session.createMutationQuery("update " + entity.getSimpleName() + " set name = 'new'")
                    .executeUpdate();
            session.getTransaction().commit();
            inTransaction(other -> other.find(entity, 1L));
            session.beginTransaction();
            long before = statistics().getPrepareStatementCount();
            Named found = session.get(entity, 1L);

            assertThat(found.name).isEqualTo("new");
            assertThat(statistics().getPrepareStatementCount()).isEqualTo(before);
            session.getTransaction().commit();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Setting.class, Account.class, Country.class})
    void insert_loadedAndRolledBack_isNeverRead(Class<? extends Named> entity) {
        try (StatelessSession session = factory().openStatelessSession()) {
            session.beginTransaction();
            session.insert(Named.create(entity, "never committed"));
            assertThat((Object) session.get(entity, 1L)).isNotNull();
            assertThat(session.createSelectionQuery("from " + entity.getSimpleName(), entity)
                            .setCacheable(true)
                            .getResultList())
                    .hasSize(1);
            session.getTransaction().rollback();
        }

        inTransaction(session -> {
            assertThat(session.find(entity, 1L)).isNull();
            assertThat(session.createSelectionQuery("from " + entity.getSimpleName(), entity)
                            .setCacheable(true)
                            .getResultList())
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Setting.class, Account.class})
    void update_withoutTransaction_isReadAndCachedAtOnce(Class<? extends Named> entity) {
        factories.set("hibernate.connection.autocommit", true);
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        try (StatelessSession session = factory().openStatelessSession()) {
            Named found = session.get(entity, 1L);
            found.name = "new";
            session.update(found);

            inTransaction(other -> assertThat(other.find(entity, 1L).name).isEqualTo("new"));
            requireFromCache(other -> assertThat(other.find(entity, 1L).name).isEqualTo("new"));
            session.beginTransaction();
            session.getTransaction().commit();
        }

        if (entity != Setting.class) {
            // Without locks, the callback after the transaction can't know that it comes late, and evicts again.
            requireFromCache(other -> assertThat(other.find(entity, 1L).name).isEqualTo("new"));
        }
    }

    /** The cache does not hear of the natural id. */
    @Test
    void update_ofANaturalIdAndItsRegionEvicted_resolvesTheNewAndNotTheOld() {
        inTransaction(session -> session.persist(new Book(1, "old", "Momo")));
        inTransaction(session -> assertThat(bookOf(session, "old").title).isEqualTo("Momo"));
        try (StatelessSession session = factory().openStatelessSession()) {
            session.beginTransaction();
            Book book = session.get(Book.class, 1L);
            book.isbn = "new";
            session.update(book);
            session.getTransaction().commit();
        }
        factory().getCache().evictNaturalIdData(Book.class);

        inTransaction(session -> {
            assertThat(bookOf(session, "old")).isNull();
            assertThat(bookOf(session, "new").title).isEqualTo("Momo");
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Account.class})
    void updateMultiple_withoutTransaction_leavesNoLockAfterTheNextUpdate(Class<? extends Named> entity) {
        factories.set("hibernate.connection.autocommit", true);
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        try (StatelessSession session = factory().openStatelessSession()) {
            Named found = session.get(entity, 1L);
            session.updateMultiple(List.of(found));
            found.name = "new";
            session.update(found);
        }

        inTransaction(other -> assertThat(other.find(entity, 1L).name).isEqualTo("new"));
        requireFromCache(other -> assertThat(other.find(entity, 1L).name).isEqualTo("new"));
    }
}
