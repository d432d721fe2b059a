package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.SpringCacheSettings;
import dev.larder.spring.boot.LarderProperties.CacheProperties;
import dev.larder.store.Capacity;
import dev.larder.store.Lifetime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What of an application's configuration reaches the caches. */
class LarderPropertiesTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LarderAutoConfiguration.class))
            .withUserConfiguration(CachingApplication.class);

    @Test
    void bind_yamlWithNamesOfAllKinds_reachesTheCaches() {
        runner.withInitializer(Yaml.of("""
                        larder:
                          defaults: { max-entries: 100, time-to-live: 10m }
                          caches:
                            users: { max-size: 64MB, time-to-live: 1h, jitter: 10% }
                            userProfiles: { max-entries: 1 }
                            "[com.acme.*]": { max-entries: 2 }
                            "[com.acme.Order$Line]": { max-entries: 3 }
                            "[user_names]": { max-entries: 4 }
                        """)).run(context -> {
            LarderCacheManager manager = context.getBean(LarderCacheManager.class);
            assertThat(manager.getCacheNames())
                    .containsExactlyInAnyOrder("users", "userProfiles", "com.acme.Order$Line", "user_names");
            assertThat(cache(manager, "users").keyspace().config().capacity()).isEqualTo(Capacity.bytes(64 << 20));
            assertThat(cache(manager, "users").keyspace().config().lifetime())
                    .isEqualTo(Lifetime.afterWrite(Duration.ofHours(1)).withJitter(0.1));
            assertThat(entries(manager, "userProfiles")).isEqualTo(1);
            assertThat(entries(manager, "com.acme.Order")).isEqualTo(2);
            assertThat(entries(manager, "com.acme.Order$Line")).isEqualTo(3);
            assertThat(entries(manager, "user_names")).isEqualTo(4);
            assertThat(cache(manager, "userProfiles").keyspace().config().lifetime())
                    .isEqualTo(Lifetime.afterWrite(Duration.ofMinutes(10)));
        });
    }

    @Test
    void bind_emptyEntry_isACacheWithTheDefaults() {
        assumeThat(SpringBootVersion.getVersion())
                .as("Spring Boot 4.0 reads an empty map as nothing at all")
                .doesNotStartWith("4.0.");
        runner.withInitializer(Yaml.of("""
                        larder:
                          defaults: { max-entries: 100 }
                          caches:
                            empty: {}
                        """)).run(context -> {
            LarderCacheManager manager = context.getBean(LarderCacheManager.class);
            assertThat(manager.getCacheNames()).containsExactly("empty");
            assertThat(entries(manager, "empty")).isEqualTo(100);
        });
    }

    @Test
    void bind_refreshAheadOffInYaml_isNotTakenForFalse() {
        runner.withInitializer(Yaml.of("""
                        larder:
                          defaults: { time-to-live: 10m, refresh-ahead: 80% }
                          caches:
                            users: { refresh-ahead: off }
                        """)).run(context -> {
            LarderCacheManager manager = context.getBean(LarderCacheManager.class);
            assertThat(cache(manager, "users").settings().common().refreshAhead())
                    .isZero();
            assertThat(cache(manager, "others").settings().common().refreshAhead())
                    .isEqualTo(0.8);
        });
    }

    @Test
    void bind_environmentVariables_overrideAndAddNoCacheOfTheirOwnSpelling() {
        runner.withInitializer(Yaml.of("""
                        larder:
                          caches:
                            userProfiles: { max-entries: 1, time-to-live: 1h }
                        """))
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment",
                                Map.of(
                                        "LARDER_CACHES_USERPROFILES_MAXENTRIES", "5",
                                        "LARDER_CACHES_ORDERS_MAXENTRIES", "6",
                                        "LARDER_DEFAULTS_TIMETOLIVE", "2m",
                                        "LARDER_HOME", "/opt/larder"))))
                .run(context -> {
                    LarderCacheManager manager = context.getBean(LarderCacheManager.class);
                    assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("userProfiles", "orders");
                    assertThat(entries(manager, "userProfiles")).isEqualTo(5);
                    assertThat(entries(manager, "orders")).isEqualTo(6);
                    assertThat(cache(manager, "orders").keyspace().config().lifetime())
                            .isEqualTo(Lifetime.afterWrite(Duration.ofMinutes(2)));
                });
    }

    @Test
    void bind_placeholder_isResolved() {
        runner.withPropertyValues("size=12", "larder.caches.users.max-entries=${size}")
                .run(context -> assertThat(entries(context.getBean(LarderCacheManager.class), "users"))
                        .isEqualTo(12));
    }

    @Test
    void keys_ofTheProperties_areThoseOfTheSettings() {
        String[] texts = new String[SpringCacheSettings.KEYS.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = SpringCacheSettings.KEYS.get(i);
        }
        List<String> keys = new ArrayList<>();
        List<String> values = new ArrayList<>();
        new CacheProperties(
                        texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6], texts[7], texts[8],
                        texts[9], texts[10], texts[11], texts[12], texts[13], texts[14], texts[15], texts[16],
                        texts[17], texts[18], texts[19], texts[20], texts[21], texts[22], texts[23], texts[24],
                        texts[25])
                .forEach((key, value) -> {
                    keys.add(key);
                    values.add(value);
                });

        assertThat(keys).isEqualTo(SpringCacheSettings.KEYS).isEqualTo(values);
    }

    private static LarderCache cache(LarderCacheManager manager, String name) {
        assertThat(manager.getCache(name)).isInstanceOf(LarderCache.class);
        return (LarderCache) manager.getCache(name);
    }

    private static long entries(LarderCacheManager manager, String name) {
        return ((Capacity.Entries) cache(manager, name).keyspace().config().capacity()).maximum();
    }
}
