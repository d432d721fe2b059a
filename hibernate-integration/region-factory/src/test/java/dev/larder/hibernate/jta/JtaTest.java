package dev.larder.hibernate.jta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import dev.larder.hibernate.Factories;
import dev.larder.hibernate.model.Account;
import dev.larder.hibernate.model.Author;
import dev.larder.hibernate.model.Named;
import dev.larder.hibernate.model.Note;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that take part in transactions of a JTA transaction manager. */
class JtaTest {
    @TempDir
    static Path objectStore;

    private final Factories factories = new Factories();
    private TransactionManager transactions;
    private SessionFactory factory;

    @BeforeEach
    void open() throws Exception {
        BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class).setObjectStoreDir(objectStore.toString());
        BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "communicationStore")
                .setObjectStoreDir(objectStore.toString());
        BeanPopulator.getDefaultInstance(CoordinatorEnvironmentBean.class).setDefaultTimeout(600);
        transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
        factory = factories
                .set("hibernate.transaction.coordinator_class", "jta")
                .set("hibernate.transaction.jta.platform", "Narayana")
                .set("hibernate.connection.provider_class", new JtaConnections(factories.url(), transactions))
                .build();
    }

    @AfterEach
    void close() {
        factory.close();
        factories.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {Account.class, Author.class, Note.class})
    void commit_change_isReadFromTheCacheAfterwards(Class<? extends Named> entity) throws Exception {
        commit(session -> session.persist(Named.create(entity, "old")));
        commit(session -> session.find(entity, 1L).name = "new");

        long before = factory.getStatistics().getPrepareStatementCount();
        commit(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
        boolean cached = factory.getStatistics().getPrepareStatementCount() == before;
        assertThat(cached).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {Account.class, Author.class, Note.class})
    void rollback_change_isNeverRead(Class<? extends Named> entity) throws Exception {
        commit(session -> session.persist(Named.create(entity, "old")));
        transactions.begin();
        try (Session session = factory.openSession()) {
            session.find(entity, 1L).name = "new";
            session.flush();
        }
        transactions.rollback();

        commit(session -> assertThat(session.find(entity, 1L).name).isEqualTo("old"));
        commit(session -> assertThat(session.find(entity, 1L).name).isEqualTo("old"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Account.class, Author.class, Note.class})
    void commit_markedForRollback_leavesTheOldState(Class<? extends Named> entity) throws Exception {
        commit(session -> session.persist(Named.create(entity, "old")));
        transactions.begin();
        try (Session session = factory.openSession()) {
            session.find(entity, 1L).name = "new";
            session.flush();
        }
        transactions.setRollbackOnly();
        assertThatThrownBy(transactions::commit).isInstanceOf(RollbackException.class);

        commit(session -> assertThat(session.find(entity, 1L).name).isEqualTo("old"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Account.class, Author.class, Note.class})
    void flush_notCommitted_isSeenByItsTransactionOnly(Class<? extends Named> entity) throws Exception {
        commit(session -> session.persist(Named.create(entity, "old")));
        transactions.begin();
        try (Session writer = factory.openSession()) {
            writer.find(entity, 1L).name = "new";
            writer.flush();
            writer.clear();
            Transaction suspended = transactions.suspend();
            commit(other -> assertThat(other.find(entity, 1L).name).isEqualTo("old"));
            transactions.resume(suspended);
            assertThat(writer.find(entity, 1L).name).isEqualTo("new");
        }
        transactions.commit();

        commit(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Account.class, Author.class, Note.class})
    void commit_bulkUpdateOfAStatelessSession_isSeenAfterIt(Class<? extends Named> entity) throws Exception {
        commit(session -> session.persist(Named.create(entity, "old")));
        transactions.begin();
        try (StatelessSession session = factory.openStatelessSession()) {
            session.createMutationQuery("update " + entity.getSimpleName() + " set name = 'new'")
                    .executeUpdate();
            Transaction suspended = transactions.suspend();
            commit(other -> assertThat(other.find(entity, 1L).name).isEqualTo("old"));
            transactions.resume(suspended);
        }
        transactions.commit();

        commit(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Account.class, Author.class, Note.class})
    void commit_updateOfAStatelessSession_isCachedAfterIt(Class<? extends Named> entity) throws Exception {
        commit(session -> session.persist(Named.create(entity, "old")));
        transactions.begin();
        try (StatelessSession session = factory.openStatelessSession()) {
            Named found = session.get(entity, 1L);
            found.name = "new";
            session.update(found);
        }
        transactions.commit();

        commit(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
        long before = factory.getStatistics().getPrepareStatementCount();
        commit(session -> assertThat(session.find(entity, 1L).name).isEqualTo("new"));
        assertThat(factory.getStatistics().getPrepareStatementCount()).isEqualTo(before);
    }

    private void commit(Consumer<Session> action) throws Exception {
        transactions.begin();
        try (Session session = factory.openSession()) {
            action.accept(session);
            session.flush();
        }
        transactions.commit();
    }
}
