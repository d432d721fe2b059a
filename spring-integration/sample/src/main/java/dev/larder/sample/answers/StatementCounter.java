package dev.larder.sample.answers;

import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Counts the SQL statements that Hibernate sends, for each thread apart.
 *
 * <p>A statement is sent by the thread that asks for it. So the count of a thread before and after a call
 * tells whether this very call went to the database, whatever other threads do meanwhile.
 */
public final class StatementCounter implements StatementInspector {
    private static final long serialVersionUID = 1;

    private final transient ThreadLocal<int[]> sent = ThreadLocal.withInitial(() -> new int[1]);

    @Override
    public String inspect(String sql) {
        sent.get()[0]++;
        return sql;
    }

    /** Statements the calling thread sent so far; only differences mean something. */
    public int sentByThisThread() {
        return sent.get()[0];
    }

    @Configuration(proxyBeanMethods = false)
    static class Registration {
        @Bean
        StatementCounter statementCounter() {
            return new StatementCounter();
        }

        @Bean
        HibernatePropertiesCustomizer countStatements(StatementCounter counter) {
            return properties -> properties.put("hibernate.session_factory.statement_inspector", counter);
        }
    }
}
