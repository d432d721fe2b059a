package dev.larder.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.model.Author;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LarderRegionFactoryTest {
    private final Factories factories = new Factories();

    @AfterEach
    void close() {
        factories.close();
    }

    @Test
    void find_inSecondSession_comesFromTheCache() {
        try (SessionFactory factory = factories.build()) {
            factory.inTransaction(session -> session.persist(new Author(1, "Ende")));
            factory.getStatistics().clear();

            Author author = factory.fromTransaction(session -> session.find(Author.class, 1L));

            assertThat(author.name).isEqualTo("Ende");
            assertThat(factory.getStatistics().getSecondLevelCacheHitCount()).isEqualTo(1);
            assertThat(factory.getStatistics().getPrepareStatementCount()).isZero();
        }
    }
}
