package dev.larder.hibernate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.Persistence;
import dev.larder.store.StoreConfig;
import dev.larder.store.settings.PolicyNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private final Map<String, Object> configuration = new HashMap<>();

    @Test
    void read_nothingSet_boundsEveryRegion() {
        FactorySettings settings = read(null);

        assertThat(settings.sharedStore()).isNull();
        assertThat(settings.maxMemoryBytes()).isEqualTo(StoreConfig.UNLIMITED);
        assertThat(settings.lockTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.missing()).isEqualTo(MissingCacheStrategy.CREATE);
        KeyspaceConfig<Object, Object> region = settings.regions().keyspaceOf("any", unkept -> Persistence.none());
        assertThat(region.capacity()).isEqualTo(Capacity.entries(10_000));
        assertThat(region.lifetime().isEternal()).isTrue();
        assertThat(region.statistics()).isFalse();
        assertThat(settings.regions().mention("any")).isFalse();
    }

    @Test
    void read_allSet_isWhatWasSet() {
        set("max-memory", "64MB");
        set("lock-timeout", "5m");
        set("missing_cache_strategy", "fail");
        set("defaults.time-to-live", "10m");
        set("regions.com.acme.Book.max-entries", 50);
        set("regions.com.acme.Book.statistics", true);
        set("regions.com.acme.*.time-to-idle", "1h");
        set("regions.com.acme.Order$Line.policy", "lru");
        FactorySettings settings = read(null);

        assertThat(settings.maxMemoryBytes()).isEqualTo(64L << 20);
        assertThat(settings.lockTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.missing()).isEqualTo(MissingCacheStrategy.FAIL);
        KeyspaceConfig<Object, Object> book =
                settings.regions().keyspaceOf("com.acme.Book", unkept -> Persistence.none());
        assertThat(book.capacity()).isEqualTo(Capacity.entries(50));
        assertThat(book.statistics()).isTrue();
        assertThat(book.lifetime()).isEqualTo(Lifetime.afterWrite(Duration.ofMinutes(10)));
        assertThat(settings.regions()
                        .<Object, Object>keyspaceOf("com.acme.Author", unkept -> Persistence.none())
                        .lifetime())
                .isEqualTo(Lifetime.afterAccess(Duration.ofHours(1)));
        assertThat(settings.regions()
                        .<Object, Object>keyspaceOf("com.acme.Order$Line", unkept -> Persistence.none())
                        .policy())
                .isEqualTo("lru");
        assertThat(settings.regions().names()).containsExactly("com.acme.Book", "com.acme.Order$Line");
    }

    @ParameterizedTest
    @CsvSource({"books, books", "app.books, books", "books, app.books", "app.books, app.books"})
    void keyspaceOf_withAndWithoutPrefix_isTheSame(String configured, String asked) {
        set("regions." + configured + ".max-entries", "7");

        assertThat(read("app")
                        .regions()
                        .<Object, Object>keyspaceOf(asked, unkept -> Persistence.none())
                        .capacity())
                .isEqualTo(Capacity.entries(7));
    }

    @Test
    void read_regionWithAndWithoutPrefix_isRefusedAsConfiguredTwice() {
        set("regions.books.max-entries", "7");
        set("regions.app.books.max-entries", "8");

        assertThatThrownBy(() -> read("app"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("configured twice")
                .hasMessageContaining("hibernate.larder.regions.app.books")
                .hasMessageContaining("hibernate.larder.regions.books");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "defaults.time-to-live|10|must have a unit, found the bare number '10'",
                "regions.books.time-to-live|soon|must be a duration such as 10m",
                "regions.books.max-entreis|10|did you mean 'max-entries'?",
                "regions.books.refresh-ahead|75%|is not for regions",
                "regions.max-entries|10|must name a region and a key",
                "defaults.max-enties|10|did you mean 'max-entries'?",
                "defaults.policy|lur|did you mean 'lru'?",
                "max-memroy|64MB|did you mean 'max-memory'?",
                "max-memory|64|must have a unit, found the bare number '64'",
                "lock-timeout|60|must have a unit, found the bare number '60'",
                "lock-timeout|31d|must be at most 30d, found '31d'",
                "missing_cache_strategy|crate|did you mean 'create'?",
                "store|mine|must be a dev.larder.store.Store, found java.lang.String 'mine'"
            })
    void read_mistake_isRefusedAndNamed(String name, String value, String reason) {
        set(name, value);

        assertThatThrownBy(() -> read(null))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("hibernate.larder." + name + " ")
                .hasMessageContaining(reason);
    }

    @Test
    void read_twoLimitsOfOneRegion_isRefused() {
        set("regions.books.max-entries", "7");
        set("regions.books.max-size", "1MB");

        assertThatThrownBy(() -> read(null))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("is set beside 'max-entries'");
    }

    @Test
    void keyspaceOf_twoPatternsFitEquallyWell_isRefused() {
        set("regions.a*.max-entries", "7");
        set("regions.*b.max-entries", "8");

        assertThatThrownBy(() -> read(null).regions().keyspaceOf("ab", unkept -> Persistence.none()))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("fits two patterns equally well");
    }

    private void set(String name, Object value) {
        configuration.put("hibernate.larder." + name, value);
    }

    private FactorySettings read(String prefix) {
        return FactorySettings.of(
                configuration, prefix, new PolicyNames(getClass().getClassLoader()));
    }
}
