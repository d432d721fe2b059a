package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.store.Capacity;
import dev.larder.store.settings.CacheSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpringCacheSettingsTest {
    @Test
    void keys_always_areTheSharedOnesAndSprings() {
        assertThat(SpringCacheSettings.KEYS)
                .containsAll(CacheSettings.KEYS)
                .contains("null-values", "null-time-to-live", "prefix-index");
    }

    @Test
    void set_everyKindOfKey_isRead() {
        SpringCacheSettings settings = Caches.settings(
                "max-entries", "5", "null-values", "true", "null-time-to-live", "30s", "prefix-index", "true");

        assertThat(settings.common().capacity()).isEqualTo(Capacity.entries(5));
        assertThat(settings.nullValues()).isTrue();
        assertThat(settings.nullTimeToLive()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.prefixIndex()).isTrue();
    }

    @Test
    void set_unknownKey_guessesAmongAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Caches.settings("null-value", "true"))
                .withMessageContaining("'null-value' is not known; did you mean 'null-values'?")
                .withMessageContaining("max-entries");
    }

    @Test
    void set_wrongValue_namesTheKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Caches.settings("null-time-to-live", "30"))
                .withMessageStartingWith("'null-time-to-live' must have a unit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Caches.settings("prefix-index", "yes"))
                .withMessage("'prefix-index' must be true or false, found 'yes'");
    }

    @Test
    void build_lifetimeOfNullsThatAreForbidden_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Caches.settings("null-values", "false", "null-time-to-live", "30s"))
                .withMessageContaining("null-time-to-live")
                .withMessageContaining("null-values");
    }

    @Test
    void withDefaults_whatIsNotSet_isTheDefaults() {
        SpringCacheSettings merged = Caches.settings("null-values", "false", "max-entries", "5")
                .withDefaults(Caches.settings("prefix-index", "true", "max-entries", "7", "time-to-live", "1h"));

        assertThat(merged.nullValues()).isFalse();
        assertThat(merged.prefixIndex()).isTrue();
        assertThat(merged.common().capacity()).isEqualTo(Capacity.entries(5));
        assertThat(merged.common().lifetime()).isNotNull();
        assertThat(merged.nullTimeToLive()).isNull();
    }
}
