package dev.larder.hibernate.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.hibernate.model.Account;
import dev.larder.hibernate.model.Author;
import dev.larder.hibernate.model.Country;
import dev.larder.hibernate.model.Note;
import dev.larder.hibernate.model.Setting;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which entities are cached, where, and with what access. */
class MappingGuideTest extends GuideTest {
    @Entity(name = "Unmarked")
    static class Unmarked {
        @Id
        Long id = 1L;
    }

    @Entity(name = "Excluded")
    @Cacheable(false)
    static class Excluded {
        @Id
        Long id = 1L;
    }

    @Entity(name = "Marked")
    @Cacheable
    static class Marked {
        @Id
        Long id = 1L;
    }

    @Entity(name = "Publication")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "publications")
    static class Publication {
        @Id
        Long id = 1L;

        String title = "Publication";
    }

    @Entity(name = "Magazine")
    static class Magazine extends Publication {
        int issue = 7;
    }

    @Test
    void accessTypes_ofTheMapping_areThoseOfTheRegion() {
        assertThat(accessTo(Author.class)).isEqualTo(AccessType.READ_WRITE);
        assertThat(accessTo(Note.class)).isEqualTo(AccessType.READ_WRITE);
        assertThat(accessTo(Setting.class)).isEqualTo(AccessType.NONSTRICT_READ_WRITE);
        assertThat(accessTo(Account.class)).isEqualTo(AccessType.TRANSACTIONAL);
        assertThat(accessTo(Country.class)).isEqualTo(AccessType.READ_ONLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read-only", "nonstrict-read-write", "read-write", "transactional"})
    void defaultCacheConcurrencyStrategy_entityWithoutOne_getsIt(String name) {
        factories.entities(Marked.class).set("hibernate.cache.default_cache_concurrency_strategy", name);

        assertThat(accessTo(Marked.class).getExternalName()).isEqualTo(name);
    }

    @Test
    void defaultCacheConcurrencyStrategy_notSet_isReadWrite() {
        factories.entities(Marked.class);

        assertThat(accessTo(Marked.class)).isEqualTo(AccessType.READ_WRITE);
    }

    @Test
    void sharedCacheMode_enableSelective_cachesMarkedEntitiesOnly() {
        factories.entities(Marked.class, Unmarked.class, Excluded.class);
        persistAll();

        requireFromCache(session -> session.find(Marked.class, 1L));
        requireFromDatabase(session -> session.find(Unmarked.class, 1L));
        requireFromDatabase(session -> session.find(Unmarked.class, 1L));
        requireFromDatabase(session -> session.find(Excluded.class, 1L));
    }

    @Test
    void sharedCacheMode_disableSelective_cachesAllButTheExcluded() {
        factories
                .entities(Marked.class, Unmarked.class, Excluded.class)
                .set("jakarta.persistence.sharedCache.mode", "DISABLE_SELECTIVE");
        persistAll();

        requireFromCache(session -> session.find(Unmarked.class, 1L));
        requireFromDatabase(session -> session.find(Excluded.class, 1L));
    }

    @Test
    void sharedCacheMode_all_cachesTheExcludedToo() {
        factories
                .entities(Marked.class, Unmarked.class, Excluded.class)
                .set("jakarta.persistence.sharedCache.mode", "ALL");
        persistAll();

        requireFromCache(session -> session.find(Excluded.class, 1L));
    }

    @Test
    void sharedCacheMode_none_cachesNothing() {
        factories
                .entities(Marked.class, Unmarked.class, Excluded.class)
                .set("jakarta.persistence.sharedCache.mode", "NONE");
        persistAll();

        requireFromDatabase(session -> session.find(Marked.class, 1L));
    }

    @Test
    void useSecondLevelCache_false_opensNoRegion() {
        factories.entities(Marked.class).set("hibernate.cache.use_second_level_cache", false);
        factories.set("hibernate.cache.use_query_cache", false);
        inTransaction(session -> session.persist(new Marked()));

        requireFromDatabase(session -> session.find(Marked.class, 1L));
        assertThat(factories.store.names()).isEmpty();
    }

    @Test
    void inheritance_subclass_sharesTheRootsRegionAndKeepsItsType() {
        factories.entities(Publication.class, Magazine.class);
        inTransaction(session -> session.persist(new Magazine()));

        requireFromCache(session -> {
            Publication found = session.find(Publication.class, 1L);
            assertThat(found).isInstanceOfSatisfying(Magazine.class, magazine -> assertThat(magazine.issue)
                    .isEqualTo(7));
        });
        assertThat(region("publications").getElementCountInMemory()).isEqualTo(1);
    }

    @Test
    void readOnly_update_isRefusedAndInsertAndDeleteAreNot() {
        inTransaction(session -> session.persist(new Country(1, "Utopia")));
        requireFromCache(
                session -> assertThat(session.find(Country.class, 1L).name).isEqualTo("Utopia"));

        assertThatThrownBy(() -> inTransaction(session -> session.find(Country.class, 1L).name = "Atlantis"))
                .rootCause()
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("Can't update read-only object");
        String name = factory().fromTransaction(session -> session.find(Country.class, 1L).name);
        assertThat(name).isEqualTo("Utopia");
        inTransaction(session -> session.remove(session.find(Country.class, 1L)));
        inTransaction(session -> assertThat(session.find(Country.class, 1L)).isNull());
    }

    private void persistAll() {
        inTransaction(session -> {
            session.persist(new Marked());
            session.persist(new Unmarked());
            session.persist(new Excluded());
        });
        // An entity that is not inserted into the cache would be put there by this.
        inTransaction(session -> {
            session.find(Marked.class, 1L);
            session.find(Unmarked.class, 1L);
            session.find(Excluded.class, 1L);
        });
    }

    private AccessType accessTo(Class<?> entity) {
        return factory()
                .unwrap(SessionFactoryImplementor.class)
                .getMappingMetamodel()
                .getEntityDescriptor(entity)
                .getCacheAccessStrategy()
                .getAccessType();
    }
}
