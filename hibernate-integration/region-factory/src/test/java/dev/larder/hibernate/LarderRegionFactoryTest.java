package dev.larder.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.hibernate.model.Author;
import dev.larder.hibernate.model.Book;
import dev.larder.hibernate.model.Note;
import dev.larder.store.Capacity;
import dev.larder.testkit.LogSpy;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cache.CacheException;
import org.hibernate.cache.internal.SimpleCacheKeysFactory;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.model.domain.NavigableRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a region factory, its keyspaces, and the names of regions. */
class LarderRegionFactoryTest {
    private final Factories factories = new Factories();

    @Entity(name = "Nested")
    @Cacheable
    static class Nested {
        @Id
        Long id = 1L;
    }

    @AfterEach
    void close() {
        factories.close();
    }

    @Test
    void shortName_inSettings_isThisFactory() {
        try (SessionFactory factory = factories.build()) {
            RegionFactory cache = factory.getCache().unwrap(RegionFactory.class);

            assertThat(cache).isInstanceOf(LarderRegionFactory.class);
            assertThat(cache.getDefaultAccessType()).isEqualTo(AccessType.READ_WRITE);
            assertThat(cache.isMinimalPutsEnabledByDefault()).isFalse();
            assertThat(cache.getTimeout()).isEqualTo(60_000L << 12);
            assertThat(cache.nextTimestamp()).isLessThan(cache.nextTimestamp());
        }
    }

    @Test
    void start_regions_areKeyspacesOfTheFactory() {
        factories
                .set("hibernate.session_factory_name", "shop")
                .set("hibernate.session_factory_name_is_jndi", false)
                .set("hibernate.cache.region_prefix", "app");
        try (SessionFactory factory = factories.entities(Nested.class).build()) {
            factory.inTransaction(session -> session.persist(new Nested()));

            assertThat(factories.store.names())
                    .containsExactlyInAnyOrder(
                            "hibernate/shop/app." + Nested.class.getName(),
                            "hibernate/shop/app.default-query-results-region");
            assertThat(factory.getCache().contains(Nested.class, 1L)).isTrue();
        }
        assertThat(factories.store.names()).isEmpty();
        assertThat(factories.store.isClosed()).isFalse();
    }

    @Test
    void build_nameTakenByAnOpenFactory_getsANumberAndSharesNothing() {
        factories
                .set("hibernate.session_factory_name", "shop")
                .set("hibernate.session_factory_name_is_jndi", false)
                .entities(Nested.class);
        try (SessionFactory one = factories.build()) {
            one.inTransaction(session -> session.persist(new Nested()));
            try (SessionFactory other = factories.build()) {
                assertThat(factories.store.names()).contains("hibernate/shop-2/" + Nested.class.getName());
                assertThat(one.getCache().contains(Nested.class, 1L)).isTrue();
                assertThat(other.getCache().contains(Nested.class, 1L)).isFalse();
            }
            assertThat(factories.store.names()).noneMatch(name -> name.startsWith("hibernate/shop-2/"));
            assertThat(one.getCache().contains(Nested.class, 1L)).isTrue();
        }
    }

    @Test
    void build_twoOfOneServiceRegistry_shareNothing() {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                .applySetting("jakarta.persistence.jdbc.url", factories.url())
                .applySetting("hibernate.cache.region.factory_class", "larder")
                .applySetting("hibernate.hbm2ddl.auto", "update")
                .applySetting("hibernate.larder.store", factories.store)
                .build();
        try (SessionFactory one = build(registry);
                SessionFactory other = build(registry)) {
            one.inTransaction(session -> session.persist(new Nested()));

            assertThat(one.getCache().contains(Nested.class, 1L)).isTrue();
            assertThat(other.getCache().contains(Nested.class, 1L)).isFalse();
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
        assertThat(factories.store.names()).isEmpty();
    }

    /** The class behind an entity may be another one next time: nothing of the last time may be there. */
    @Test
    void build_afterAnotherWasClosed_findsNoEntriesOfIt() {
        factories.entities(Note.class);
        try (SessionFactory first = factories.build()) {
            first.inTransaction(session -> session.persist(new Note(1, "first")));
        }
        factories.set("jakarta.persistence.schema-generation.database.action", null);
        try (SessionFactory second = factories.build()) {
            assertThat(second.getCache().contains(Note.class, 1L)).isFalse();
            Note note = second.fromTransaction(session -> session.find(Note.class, 1L));
            assertThat(note.name).isEqualTo("first");
        }
    }

    @Test
    void build_fiftyTimesWithAStoreOfItsOwn_leavesNoThreads() {
        factories.set("hibernate.larder.store", null).set("hibernate.larder.defaults.time-to-live", "1h");
        factories.entities(Nested.class);
        for (int time = 0; time < 50; time++) {
            try (SessionFactory factory = factories.build()) {
                factory.inTransaction(session -> session.persist(new Nested()));
                assertThat(factory.getCache().contains(Nested.class, 1L)).isTrue();
            }
        }

        Set<String> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("hibernate-"))
                .collect(Collectors.toSet());
        assertThat(threads).isEmpty();
    }

    @Test
    void build_fiftyTimesInASharedStore_leavesNoKeyspaces() {
        factories.entities(Nested.class);
        for (int time = 0; time < 50; time++) {
            factories.build().close();
        }

        assertThat(factories.store.names()).isEmpty();
    }

    @Test
    void build_wrongSetting_failsAndNamesIt() {
        factories.set("hibernate.larder.regions.books.time-to-live", "10");

        assertThatThrownBy(factories::build)
                .hasStackTraceContaining(CacheException.class.getName())
                .hasStackTraceContaining("hibernate.larder.regions.books.time-to-live")
                .hasStackTraceContaining("must have a unit, found the bare number '10'");
    }

    @Test
    void build_policyUnknownToTheEngine_fails() {
        factories.set("hibernate.larder.defaults.policy", "clairvoyant");

        assertThatThrownBy(factories::build).hasStackTraceContaining("hibernate.larder.defaults.policy");
    }

    @Test
    void missingCacheStrategy_fail_namesRegionAndNearest() {
        factories
                .entities(Nested.class)
                .set("hibernate.cache.use_query_cache", false)
                .set("hibernate.larder.missing_cache_strategy", "fail")
                .set("hibernate.larder.regions." + Nested.class.getName() + "s.max-entries", 10);

        assertThatThrownBy(factories::build)
                .hasStackTraceContaining("No setting is about the cache region '" + Nested.class.getName() + "'")
                .hasStackTraceContaining("did you mean '" + Nested.class.getName() + "s'?")
                .hasStackTraceContaining("hibernate.larder.regions." + Nested.class.getName() + ".max-entries");
        factories.set("hibernate.larder.regions." + Nested.class.getName() + ".max-entries", 10);
        factories.build().close();
    }

    @Test
    void missingCacheStrategy_createWarn_logsOneLineForARegion() {
        factories
                .entities(Nested.class)
                .set("hibernate.cache.use_query_cache", false)
                .set("hibernate.larder.missing_cache_strategy", "create-warn");
        try (LogSpy log = new LogSpy(LarderRegionFactory.class)) {
            factories.build().close();

            assertThat(log.messages())
                    .containsExactly("No setting is about the cache region '" + Nested.class.getName()
                            + "'; it gets the defaults. Set hibernate.larder.regions." + Nested.class.getName()
                            + ".max-entries, for example.");
        }
    }

    @Test
    void regionSettings_ofANestedClass_reachTheKeyspace() {
        factories.entities(Nested.class).set("hibernate.larder.regions." + Nested.class.getName() + ".max-entries", 3);
        try (SessionFactory factory = factories.build("shop")) {
            assertThat(factory.isOpen()).isTrue();
            assertThat(factories.store.names())
                    .filteredOn(name -> name.endsWith(Nested.class.getName()))
                    .singleElement()
                    .satisfies(name -> assertThat(
                                    factories.store.find(name).config().capacity())
                            .isEqualTo(Capacity.entries(3)));
        }
    }

    @Test
    void simpleKeys_oneEntityARegion_work() {
        factories.entities(Nested.class).set("hibernate.cache.keys_factory", "simple");
        try (SessionFactory factory = factories.build()) {
            factory.inTransaction(session -> session.persist(new Nested()));

            assertThat(factory.getCache().contains(Nested.class, 1L)).isTrue();
        }
    }

    @Test
    void simpleKeys_naturalIdsAndCollections_work() {
        factories.entities(Author.class, Book.class).set("hibernate.cache.keys_factory", "simple");
        try (SessionFactory factory = factories.build()) {
            factory.inTransaction(session -> {
                session.persist(new Author(1, "Ende"));
                session.persist(new Book(1, "978-3", "Momo"));
            });

            Book book = factory.fromTransaction(session -> session.find(Book.class, 1L));
            Author author = factory.fromTransaction(session -> session.find(Author.class, 1L));
            assertThat(book.title).isEqualTo("Momo");
            assertThat(author.name).isEqualTo("Ende");
        }
    }

    @Entity(name = "InOneRegion")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "together")
    static class InOneRegion {
        @Id
        Long id = 1L;
    }

    @Entity(name = "InTheSame")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "together")
    static class InTheSame {
        @Id
        Long id = 1L;
    }

    @Test
    void simpleKeys_twoEntitiesOfARegion_areRefused() {
        factories.entities(InOneRegion.class, InTheSame.class).set("hibernate.cache.keys_factory", "simple");

        assertThatThrownBy(factories::build)
                .hasStackTraceContaining("region 'together' would mix the ids of 2 entities or collections");
    }

    @Test
    void simpleKeys_givenAsAClassOrAnObject_areSimpleKeys() {
        for (Object given : Set.of(SimpleCacheKeysFactory.class, SimpleCacheKeysFactory.INSTANCE)) {
            factories.entities(InOneRegion.class, InTheSame.class).set("hibernate.cache.keys_factory", given);
            assertThatThrownBy(factories::build)
                    .hasStackTraceContaining("region 'together' would mix the ids of 2 entities or collections");

            factories.entities(Nested.class);
            factories.build().close();
        }
    }

    @Test
    void defaultKeys_twoEntitiesOfARegion_areKeptApart() {
        factories.entities(InOneRegion.class, InTheSame.class);
        try (SessionFactory factory = factories.build()) {
            factory.inTransaction(session -> session.persist(new InOneRegion()));

            assertThat(factory.getCache().contains(InOneRegion.class, 1L)).isTrue();
            assertThat(factory.getCache().contains(InTheSame.class, 1L)).isFalse();
        }
    }

    @Test
    void openSession_afterStop_saysWhatIsWrong() {
        LarderRegionFactory cache = new LarderRegionFactory();

        assertThatThrownBy(cache::nextTimestamp)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not running");
    }

    @Test
    void getEntityDataAccess_unknownRole_saysWhatIsKnown() {
        try (SessionFactory factory = factories.entities(Nested.class).build()) {
            SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
            var region = (DomainDataRegion) implementor.getCache().getRegion(Nested.class.getName());

            assertThatThrownBy(() -> region.getEntityDataAccess(new NavigableRole("com.acme.Unknown")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("com.acme.Unknown");
        }
    }

    private static SessionFactory build(StandardServiceRegistry registry) {
        return new MetadataSources(registry)
                .addAnnotatedClass(Nested.class)
                .buildMetadata()
                .buildSessionFactory();
    }

    @Test
    void session_openedOften_keepsTimestampsApart() {
        try (SessionFactory factory = factories.entities(Nested.class).build()) {
            Set<Long> timestamps = new HashSet<>();
            for (int time = 0; time < 10_000; time++) {
                try (Session session = factory.openSession()) {
                    timestamps.add(((SharedSessionContractImplementor) session)
                            .getCacheTransactionSynchronization()
                            .getCachingTimestamp());
                }
            }
            assertThat(timestamps).hasSize(10_000);
        }
    }
}
