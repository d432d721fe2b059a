package dev.larder.hibernate;

import dev.larder.hibernate.model.Account;
import dev.larder.hibernate.model.Author;
import dev.larder.hibernate.model.Book;
import dev.larder.hibernate.model.Country;
import dev.larder.hibernate.model.Note;
import dev.larder.hibernate.model.Setting;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import jakarta.persistence.SharedCacheMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * Builds session factories on H2, in memory, with the cache, statistics, and a clock that the test moves. Not safe for use
 * by several threads at once.
 */
public final class Factories implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final List<Class<?>> MODEL =
            List.of(Author.class, Book.class, Note.class, Setting.class, Account.class, Country.class);

    public final ManualClock clock = new ManualClock();
    public final Store store = Store.open(StoreConfig.builder().clock(clock).build());
    private final Map<String, Object> settings = new HashMap<>();
    private final String url = "jdbc:h2:mem:test" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
    private List<Class<?>> entities = MODEL;

    public Factories() {
        set("jakarta.persistence.jdbc.url", url);
        set("jakarta.persistence.schema-generation.database.action", "drop-and-create");
        set("hibernate.cache.region.factory_class", "larder");
        set("hibernate.cache.use_second_level_cache", true);
        set("hibernate.cache.use_query_cache", true);
        set("hibernate.generate_statistics", true);
        set("hibernate.larder.store", store);
    }

    /** Where the database is. */
    public String url() {
        return url;
    }

    /** Makes a setting of all that are built from now on; null takes it back. */
    public Factories set(String name, Object value) {
        settings.put(name, value);
        settings.values().removeIf(set -> set == null);
        return this;
    }

    /** Sets what all have that are built from now on. */
    public Factories entities(Class<?>... classes) {
        entities = List.of(classes);
        return this;
    }

    public SessionFactory build() {
        return build("test");
    }

    public SessionFactory build(String name) {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration(name);
        entities.forEach(configuration::managedClass);
        configuration.properties(settings);
        if (settings.get("jakarta.persistence.sharedCache.mode") instanceof String mode) {
            // The setting does not reach further than the configuration's own property, which has a default.
            configuration.sharedCacheMode(SharedCacheMode.valueOf(mode));
        }
        return configuration.createEntityManagerFactory();
    }

    @Override
    public void close() {
        store.close();
    }
}
