package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Store;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hibernate's second-level cache in the application's store. */
class LarderHibernateAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LarderAutoConfiguration.class,
                    LarderHibernateAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    HibernateJpaAutoConfiguration.class))
            .withUserConfiguration(Application.class)
            .withPropertyValues(
                    "spring.datasource.generate-unique-name=true",
                    "spring.jpa.properties.hibernate.generate_statistics=true");

    @Test
    void find_cachedEntity_comesFromTheStore() {
        runner.run(context -> {
            EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
            factory.runInTransaction(entities -> entities.persist(new Fruit(1)));
            factory.runInTransaction(
                    entities -> assertThat(entities.find(Fruit.class, 1)).isNotNull());

            assertThat(statistics(factory).getSecondLevelCacheHitCount()).isEqualTo(1);
            assertThat(context.getBean(Store.class).names()).anyMatch(name -> name.contains(Fruit.class.getName()));
        });
    }

    @Test
    void start_settingsUnderLarderHibernate_reachTheRegions() {
        runner.withPropertyValues("larder.hibernate.regions.com.acme.Fruit.max-entries=many")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("must be a whole number such as 10000, found 'many'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing-cache-strategy", "missing_cache_strategy"})
    void start_strategyForMissingCaches_isHibernates(String key) {
        runner.withPropertyValues("larder.hibernate." + key + "=fail")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("larder.hibernate." + key + "=create")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void start_anotherRegionFactory_isLeftAlone() {
        runner.withPropertyValues(
                        "spring.jpa.properties.hibernate.cache.region.factory_class=org.hibernate.cache.internal.NoCachingRegionFactory")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Store.class).names()).isEmpty();
                });
    }

    @Test
    void start_regionFactoryNamedLarder_isGivenTheStore() {
        runner.withPropertyValues("spring.jpa.properties.hibernate.cache.region.factory_class=larder")
                .run(context -> assertThat(context.getBean(Store.class).names()).isNotEmpty());
    }

    @Test
    void start_storeOfTheApplicationAlone_readsTheSettings() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        LarderHibernateAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        HibernateJpaAutoConfiguration.class))
                .withUserConfiguration(Application.class, OwnStore.class)
                .withPropertyValues("spring.datasource.generate-unique-name=true")
                .run(context -> assertThat(context.getBean(Store.class).names()).isNotEmpty());
    }

    @Test
    void start_withoutLarderHibernate_backsOff() {
        runner.withClassLoader(new FilteredClassLoader("dev.larder.hibernate"))
                .run(context -> assertThat(context).doesNotHaveBean(SecondLevelCacheCustomizer.class));
    }

    @Test
    void close_context_closesTheFactoryBeforeTheStore() {
        runner.run(context -> {
            EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
            Store store = context.getBean(Store.class);
            context.getSourceApplicationContext().close();
            assertThat(factory.isOpen()).isFalse();
            assertThat(store.isClosed()).isTrue();
        });
    }

    private static Statistics statistics(EntityManagerFactory factory) {
        return factory.unwrap(SessionFactory.class).getStatistics();
    }

    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = Fruit.class)
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {
        @Bean
        Store store() {
            return Store.open();
        }
    }

    @Entity
    @Cacheable
    static class Fruit {
        @Id
        private Integer id;

        protected Fruit() {}

        Fruit(Integer id) {
            this.id = id;
        }

        Integer id() {
            return id;
        }
    }
}
