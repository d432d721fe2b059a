package dev.larder.hibernate.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.Factories;
import dev.larder.hibernate.model.Book;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.stat.CacheRegionStatistics;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;

/** A session factory, and what its statistics say that happened. */
abstract class GuideTest {
    final Factories factories = new Factories();
    private SessionFactory factory;

    @AfterEach
    void close() {
        if (factory != null) {
            factory.close();
        }
        factories.close();
    }

    /** The session factory of this test, built with what was set when it is first asked for. */
    final SessionFactory factory() {
        if (factory == null) {
            factory = factories.build();
        }
        return factory;
    }

    final Statistics statistics() {
        return factory().getStatistics();
    }

    final CacheRegionStatistics region(String name) {
        return statistics().getCacheRegionStatistics(name);
    }

    final void inTransaction(Consumer<Session> action) {
        factory().inTransaction(action);
    }

    /** Runs in a transaction of its own and counts the statements sent to the database. */
    final long statementsOf(Consumer<Session> action) {
        long before = statistics().getPrepareStatementCount();
        inTransaction(action);
        return statistics().getPrepareStatementCount() - before;
    }

    /** What needs no statement comes from the cache. */
    final void requireFromCache(Consumer<Session> action) {
        assertThat(statementsOf(action)).as("statements sent to the database").isZero();
    }

    final void requireFromDatabase(Consumer<Session> action) {
        assertThat(statementsOf(action)).as("statements sent to the database").isPositive();
    }

    @SuppressWarnings("deprecation") // what takes its place came with Hibernate 7.3
    static Book bookOf(Session session, String isbn) {
        return session.bySimpleNaturalId(Book.class).load(isbn);
    }

    /** Changes rows behind Hibernate's back. */
    final void execute(String sql) {
        inTransaction(session -> session.doWork(connection -> {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            }
        }));
    }
}
