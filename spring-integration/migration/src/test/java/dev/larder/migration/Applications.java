package dev.larder.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.boot.LarderAutoConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;

/** The applications before and after. */
final class Applications {
    private Applications() {}

    @Configuration(proxyBeanMethods = false)
    @EnableCaching(proxyTargetClass = true)
    static class Caching {}

    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = Author.class)
    static class Entities {}

    /** An application with its own beans. */
    static ApplicationContextRunner withBeans(Class<?> configuration) {
        return cached().withUserConfiguration(configuration);
    }

    /** An application with the settings of a page. */
    static ApplicationContextRunner withSettings(String page, String mark) {
        return with(cached(), page, mark);
    }

    /** The same with a database. */
    static ApplicationContextRunner withDatabase(String page, String mark) {
        return with(cached(), page, mark)
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class))
                .withUserConfiguration(Entities.class)
                .withPropertyValues(
                        "spring.datasource.generate-unique-name=true",
                        "spring.jpa.hibernate.ddl-auto=create-drop",
                        "spring.jpa.properties.hibernate.generate_statistics=true");
    }

    /** Whether a user is loaded once, and again after an eviction. */
    static void requireThatUsersAreCached(AssertableApplicationContext context) {
        UserService users = context.getBean(UserService.class);
        assertThat(users.find(1)).isEqualTo(new User(1, "user 1"));
        assertThat(users.find(1)).isEqualTo(new User(1, "user 1"));
        assertThat(users.loads()).isEqualTo(1);
        users.rename(1, "Ann");
        users.find(1);
        assertThat(users.loads()).isEqualTo(2);
    }

    private static ApplicationContextRunner cached() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LarderAutoConfiguration.class, CacheAutoConfiguration.class))
                .withUserConfiguration(Caching.class, UserService.class);
    }

    private static ApplicationContextRunner with(ApplicationContextRunner runner, String page, String mark) {
        List<PropertySource<?>> settings;
        try {
            settings = new Page(page).settings(mark);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return runner.withInitializer(context -> settings.forEach(
                source -> context.getEnvironment().getPropertySources().addFirst(source)));
    }
}
