package dev.larder.store.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheSettingsTest {
    private final CacheSettings.Builder builder =
            CacheSettings.builder(new PolicyNames(getClass().getClassLoader()));

    @Test
    void toKeyspace_everySetting_isTheKeyspacesOwn() {
        KeyspaceConfig<Object, Object> config = builder.set("max-size", "64MB")
                .set("max-key-size", "1KB")
                .set("max-value-size", "512KB")
                .set("max-entry-size", "1MB")
                .set("policy", "lru")
                .set("time-to-live", "10m")
                .set("jitter", "10%")
                .set("statistics", "true")
                .set("metadata", "true")
                .build()
                .toKeyspace()
                .build();

        assertThat(config.capacity()).isEqualTo(Capacity.bytes(64 << 20));
        assertThat(config.maxEntryBytes()).isEqualTo(1 << 20);
        assertThat(config.policy()).isEqualTo("lru");
        assertThat(config.lifetime())
                .isEqualTo(Lifetime.afterWrite(Duration.ofMinutes(10)).withJitter(0.1));
        assertThat(config.statistics()).isTrue();
        assertThat(config.metadata()).isTrue();
    }

    @Test
    void toKeyspace_nothingSet_hasTheKeyspacesDefaults() {
        assertThat(CacheSettings.none().toKeyspace().build()).isEqualTo(KeyspaceConfig.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "time-to-live-from-creation, 60000, -1, -1",
        "time-to-live, 60000, 60000, -1",
        "time-to-idle, 60000, 60000, 60000"
    })
    void set_lifetime_startsWhenItsNameSays(String key, long create, long update, long access) {
        assertThat(builder.set(key, "1m").build().lifetime()).isEqualTo(new Lifetime(create, update, access, 0));
    }

    @Test
    void withDefaults_limitOfItsOwn_replacesTheOtherKindOfLimit() {
        CacheSettings defaults =
                builder.set("max-entries", "100").set("jitter", "5%").build();
        CacheSettings own = CacheSettings.builder(new PolicyNames(getClass().getClassLoader()))
                .set("max-size", "unlimited")
                .build();

        CacheSettings both = own.withDefaults(defaults);

        assertThat(both.capacity()).isEqualTo(Capacity.unbounded());
        assertThat(both.jitter()).isEqualTo(0.05);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    max-entrys | 10 | 'max-entrys' is not known; did you mean 'max-entries'?
                    time-to-live | 600 | 'time-to-live' must have a unit, found the bare number '600'; write 600s
                    policy | mru | 'policy' must be an eviction policy, found 'mru'
                    refresh-ahead | 100% | 'refresh-ahead' must be above 0% and below 100%
                    max-entry-size | 2GB | 'max-entry-size' must be below 2GB
                    statistics | on | 'statistics' must be true or false
                    """)
    void set_badInput_saysWhatIsWrong(String key, String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.set(key, text))
                .withMessageContaining(message);
    }

    @Test
    void set_twoLimitsOrTwoLifetimes_namesBoth() {
        builder.set("max-entries", "10").set("time-to-live", "1m");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.set("max-size", "1MB"))
                .withMessage("'max-size' is set beside 'max-entries', but a cache is limited by entries or by bytes;"
                        + " keep one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.set("time-to-idle", "1m"))
                .withMessageContainingAll("'time-to-live'", "entries have one lifetime");
    }

    @Test
    void keys_all_areAccepted() {
        CacheSettings.KEYS.forEach(key -> assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CacheSettings.builder(new PolicyNames(getClass().getClassLoader()))
                                .set(key, " "))
                .withMessageContaining("found ' '"));
    }
}
