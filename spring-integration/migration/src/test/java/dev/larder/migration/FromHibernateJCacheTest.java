package dev.larder.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.LarderRegionFactory;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.hibernate.cache.jcache.internal.JCacheRegionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

class FromHibernateJCacheTest {
    @Test
    void secondLevel_beforeAndAfter_answersTheSame() {
        Applications.withDatabase("migration/from-hibernate-jcache.md", "before")
                .run(context -> {
                    requireThatEntitiesAreCached(context);
                    assertThat(sessionFactory(context).getCache().getRegionFactory())
                            .isInstanceOf(JCacheRegionFactory.class);
                });
        Applications.withDatabase("migration/from-hibernate-jcache.md", "after").run(context -> {
            requireThatEntitiesAreCached(context);
            assertThat(sessionFactory(context).getCache().getRegionFactory()).isInstanceOf(LarderRegionFactory.class);
        });
    }

    private static void requireThatEntitiesAreCached(AssertableApplicationContext context) {
        SessionFactory factory = sessionFactory(context);
        factory.inTransaction(session -> session.persist(new Author(1, "Ann")));
        factory.inTransaction(session -> session.find(Author.class, 1L).rename("Anna"));
        factory.inTransaction(
                session -> assertThat(session.find(Author.class, 1L).name()).isEqualTo("Anna"));
        Statistics statistics = factory.getStatistics();
        long statementsBefore = statistics.getPrepareStatementCount();
        factory.inTransaction(
                session -> assertThat(session.find(Author.class, 1L).name()).isEqualTo("Anna"));
        assertThat(statistics.getPrepareStatementCount()).isEqualTo(statementsBefore);
        assertThat(statistics.getSecondLevelCacheHitCount()).isPositive();
    }

    private static SessionFactoryImplementor sessionFactory(AssertableApplicationContext context) {
        return context.getBean(EntityManagerFactory.class).unwrap(SessionFactoryImplementor.class);
    }
}
