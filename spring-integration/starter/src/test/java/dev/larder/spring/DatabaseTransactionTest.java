package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.testkit.ManualClock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.SimpleCacheErrorHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Annotated methods on a real database: the cache never shows what the database has not, or has no longer. */
class DatabaseTransactionTest {
    private final LarderCacheManager manager =
            LarderCacheManager.builder(Caches.store(new ManualClock())).build();
    private final Application application =
            Application.start(manager, TransactionsOutside.class, Database.class, Accounts.class, Errors.class);
    private final Accounts accounts = application.bean(Accounts.class);
    private final LarderCache cache = manager.require("accounts");

    /** Transactions outside, so that evictions and puts of the same method belong to them. */
    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(order = Ordered.LOWEST_PRECEDENCE - 1)
    static class TransactionsOutside {}

    /** Caching outside, as in an application of Spring Boot that says nothing. */
    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class CachingOutside {}

    @Configuration(proxyBeanMethods = false)
    static class Database {
        @Bean(destroyMethod = "dispose")
        JdbcConnectionPool dataSource() {
            return JdbcConnectionPool.create("jdbc:h2:mem:accounts" + System.nanoTime(), "sa", "");
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }

        @Bean
        JdbcTemplate jdbc(DataSource dataSource) {
            JdbcTemplate jdbc = new JdbcTemplate(dataSource);
            jdbc.execute("create table account (id int primary key, balance int not null)");
            jdbc.update("insert into account values (1, 0)");
            return jdbc;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Errors implements CachingConfigurer {
        final AtomicInteger puts = new AtomicInteger();

        @Override
        public CacheErrorHandler errorHandler() {
            return new SimpleCacheErrorHandler() {
                @Override
                public void handleCachePutError(RuntimeException exception, Cache cache, Object key, Object value) {
                    puts.incrementAndGet();
                }
            };
        }
    }

    static class Accounts {
        private final JdbcTemplate jdbc;

        Accounts(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        int read(int id) {
            return jdbc.queryForObject("select balance from account where id = ?", Integer.class, id);
        }

        @Cacheable("accounts")
        public int balance(int id) {
            return read(id);
        }

        @Cacheable(cacheNames = "accounts", sync = true)
        public int balanceOnce(int id) {
            return read(id);
        }

        @Transactional(readOnly = true)
        @Cacheable("accounts")
        public int balanceInTransaction(int id) {
            return read(id);
        }

        @Transactional
        @CacheEvict(cacheNames = "accounts", key = "#id")
        public void deposit(int id, int amount) {
            jdbc.update("update account set balance = balance + ? where id = ?", amount, id);
        }

        @Transactional
        @CachePut(cacheNames = "accounts", key = "#id")
        public int depositAndCache(int id, int amount) {
            jdbc.update("update account set balance = balance + ? where id = ?", amount, id);
            return read(id);
        }

        @Transactional
        public void run(Runnable action) {
            action.run();
        }

        @Transactional(propagation = Propagation.NESTED)
        public void runNested(Runnable action) {
            action.run();
        }
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void cacheable_ofWhatIsNotCommitted_isNotSeenByOthersNorLeftByARollback() {
        assertThatThrownBy(() -> accounts.run(() -> {
                    accounts.deposit(1, 100);
                    assertThat(accounts.balance(1)).isEqualTo(100);
                    assertThat(accounts.balanceOnce(1)).isEqualTo(100);
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");

        assertThat(cache.get(1)).isNull();
        assertThat(accounts.balance(1)).isZero();
    }

    @Test
    void cacheable_inATransactionThatCommits_isThereAfterIt() {
        assertThat(accounts.balance(1)).isZero();

        accounts.run(() -> {
            accounts.deposit(1, 100);
            assertThat(accounts.balance(1)).isEqualTo(100);
        });

        assertThat(cache.get(1, Integer.class)).isEqualTo(100);
    }

    @Test
    void cacheable_inAReadOnlyTransaction_isStored() {
        accounts.balanceInTransaction(1);

        assertThat(cache.get(1, Integer.class)).isZero();
    }

    @Test
    void cachePut_inATransaction_isTheValueAfterIt() {
        accounts.balance(1);

        accounts.depositAndCache(1, 100);

        assertThat(cache.get(1, Integer.class)).isEqualTo(100);
    }

    @Test
    void nestedRollback_afterAPut_leavesTheDatabasesValue() {
        accounts.run(() -> {
            accounts.depositAndCache(1, 1);
            assertThatThrownBy(() -> accounts.runNested(() -> {
                        accounts.depositAndCache(1, 100);
                        throw new IllegalStateException("roll back to the savepoint");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(accounts.balance(1)).isEqualTo(1);
        });

        assertThat(accounts.balance(1)).isEqualTo(1);
    }

    @Test
    void commit_putFailsAfterIt_tellsTheErrorHandlerAlone() {
        accounts.run(() -> {
            accounts.depositAndCache(1, 100);
            manager.store().close();
        });

        assertThat(application.bean(Errors.class).puts).hasValue(1);
        assertThat(accounts.read(1)).isEqualTo(100);
    }

    /** Nobody who begins to read after a method has returned sees less than what it did. */
    @Test
    void cacheEvict_cachingOutsideTransactions_isSeenOnceTheMethodReturned() throws Exception {
        LarderCacheManager other =
                LarderCacheManager.builder(Caches.store(new ManualClock())).build();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger returned = new AtomicInteger();
        try (Application plain = Application.start(other, CachingOutside.class, Database.class, Accounts.class)) {
            Accounts here = plain.bean(Accounts.class);
            Future<?>[] users = new Future<?>[4];
            for (int i = 0; i < users.length; i++) {
                boolean writes = i < 2;
                users[i] = threads.submit(() -> {
                    for (int j = 0; j < 200; j++) {
                        if (writes) {
                            here.deposit(1, 1);
                            returned.incrementAndGet();
                        }
                        int atLeast = returned.get();
                        assertThat(j % 2 == 0 ? here.balance(1) : here.balanceOnce(1))
                                .isGreaterThanOrEqualTo(atLeast);
                    }
                });
            }
            for (Future<?> user : users) {
                user.get(60, TimeUnit.SECONDS);
            }
            assertThat(here.balance(1)).isEqualTo(400);
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Writers deposit, readers read the cache; whatever the database had before a read began, the read is not older. */
    @Test
    void cacheable_manyReadersAndWriters_neverOlderThanTheDatabase() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicBoolean done = new AtomicBoolean();
        try {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    if (i % 3 == 0) {
                        accounts.depositAndCache(1, 1);
                    } else {
                        accounts.deposit(1, 1);
                    }
                }
                done.set(true);
            });
            Future<?>[] readers = new Future<?>[3];
            for (int i = 0; i < readers.length; i++) {
                boolean once = i == 0;
                readers[i] = threads.submit(() -> {
                    while (!done.get()) {
                        int committed = accounts.read(1);
                        int cached = once ? accounts.balanceOnce(1) : accounts.balance(1);
                        assertThat(cached).isGreaterThanOrEqualTo(committed);
                    }
                });
            }
            writer.get(60, TimeUnit.SECONDS);
            for (Future<?> reader : readers) {
                reader.get(60, TimeUnit.SECONDS);
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(accounts.balance(1)).isEqualTo(300);
    }
}
