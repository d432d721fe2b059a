package dev.larder.hibernate.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.Plants;
import dev.larder.hibernate.model.Account;
import dev.larder.hibernate.model.Author;
import dev.larder.hibernate.model.Named;
import dev.larder.hibernate.model.Note;
import dev.larder.hibernate.model.Setting;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache that is closed, or fails, is no reason for a transaction to fail that is committed. */
class FailingCacheTest extends GuideTest {
    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Setting.class, Account.class})
    void anything_storeIsClosed_isDoneByTheDatabase(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        factories.store.close();

        inTransaction(session -> session.find(entity, 1L).name = "new");
        inTransaction(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
        updateInBulk(entity, "newer");
        inTransaction(session -> {
            assertThat(session.find(entity, 1L).name).isEqualTo("newer");
            session.remove(session.find(entity, 1L));
        });
        factory().getCache().evictAllRegions();
        assertThat(factory().getCache().contains(entity, 1L)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Account.class})
    void commit_storeClosedSinceTheFlush_succeeds(Class<? extends Named> entity) {
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        try (Session session = factory().openSession()) {
            session.beginTransaction();
            session.find(entity, 1L).name = "new";
            session.flush();
            factories.store.close();
            session.getTransaction().commit();
        }

        inTransaction(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Author.class, Note.class, Account.class})
    void commit_cacheFails_succeeds(Class<? extends Named> entity) {
        factories.set("hibernate.cache.region.factory_class", Plants.failingAtTheEnd());
        inTransaction(session -> session.persist(Named.create(entity, "old")));
        inTransaction(session -> {
            session.find(entity, 1L).name = "new";
            session.flush();
        });
        updateInBulk(entity, "newer");

        inTransaction(session -> assertThat(session.find(entity, 1L).name).isEqualTo("newer"));
    }

    private void updateInBulk(Class<? extends Named> entity, String name) {
        inTransaction(session -> session.createMutationQuery("update " + entity.getSimpleName() + " set name = :name")
                .setParameter("name", name)
                .executeUpdate());
        try (StatelessSession session = factory().openStatelessSession()) {
            session.beginTransaction();
            session.get(entity, 1L);
            session.getTransaction().commit();
        }
    }
}
