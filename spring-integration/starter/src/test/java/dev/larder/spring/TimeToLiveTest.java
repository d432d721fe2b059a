package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.spring.annotation.CacheTtl;
import dev.larder.store.Store;
import dev.larder.testkit.ManualClock;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.expression.spel.SpelEvaluationException;

/** How long entries live: by the cache's settings, by its name, by one call. */
class TimeToLiveTest {
    private final ManualClock clock = new ManualClock();
    private final Store store = Caches.store(clock);
    private final LarderCacheManager manager = Caches.manager(store, "users", "time-to-live", "1h");
    private final LarderCache cache = manager.require("users");
    private final Application application = Application.start(manager, Tokens.class);
    private final Tokens tokens = application.bean(Tokens.class);

    record Token(Object expiresIn) {}

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @Cacheable("users")
    @CacheTtl("5m")
    @interface CachedBriefly {}

    static class Tokens {
        @Cacheable("users")
        @CacheTtl("10m")
        public String fixed(String key) {
            return "fixed";
        }

        @Cacheable("users")
        @CacheTtl("#{#result.expiresIn}")
        public Token expiring(String key, Object expiresIn) {
            return new Token(expiresIn);
        }

        @Cacheable(cacheNames = "users", key = "#key")
        @CacheTtl("#{#result.expiresIn}s")
        public Token absent(String key) {
            return null;
        }

        @Cacheable(cacheNames = "users", key = "#key")
        @CacheTtl("#{#result == null ? #key.lenght : '2m'}")
        public Token misspelled(String key) {
            return null;
        }

        @Cacheable(cacheNames = "users", key = "#key", sync = true)
        @CacheTtl("#{#minutes + 'm'}")
        public String shared(String key, int minutes) {
            return "shared";
        }

        @Cacheable(cacheNames = "users", key = "#key")
        @CacheTtl("#{#result}")
        public CompletableFuture<String> later(String key, String text) {
            return CompletableFuture.completedFuture(text);
        }

        @CachePut(cacheNames = "users", key = "#key")
        @CacheTtl("2m")
        public String put(String key) {
            return "put";
        }

        @CachedBriefly
        public String briefly(String key) {
            return "briefly";
        }

        @Cacheable("users")
        @CacheTtl("10 parsecs")
        public String wrong(String key) {
            return "wrong";
        }
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private void assertLives(Object key, Duration timeToLive) {
        assertThat(cache.keyspace().timeToLive(key)).isEqualTo(timeToLive);
        clock.advance(timeToLive.minusMillis(1));
        assertThat(cache.get(key)).isNotNull();
        clock.advanceMillis(1);
        assertThat(cache.get(key)).isNull();
    }

    @Test
    void put_withoutMore_livesAsTheSettingsSay() {
        cache.put("ada", "Lovelace");

        assertLives("ada", Duration.ofHours(1));
    }

    @Test
    void put_withATimeToLive_livesSoLong() {
        cache.put("ada", "Lovelace", Duration.ofSeconds(10));

        assertLives("ada", Duration.ofSeconds(10));
    }

    @Test
    void put_withNoTime_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.put("ada", "Lovelace", Duration.ZERO))
                .withMessageContaining("at least one millisecond");
    }

    @Test
    void cacheTtl_text_isThatTime() {
        tokens.fixed("ada");

        assertLives("ada", Duration.ofMinutes(10));
    }

    @Test
    void cacheTtl_durationOfTheResult_isThatTime() {
        Object key = new SimpleKey("ada", Duration.ofSeconds(7));
        tokens.expiring("ada", Duration.ofSeconds(7));

        assertLives(key, Duration.ofSeconds(7));
    }

    @Test
    void cacheTtl_nullOfTheResult_isAsTheSettingsSay() {
        Object key = new SimpleKey("ada", null);
        tokens.expiring("ada", null);

        assertLives(key, Duration.ofHours(1));
    }

    @Test
    void cacheTtl_mistakeInWhatIsSaidOfNull_isTold() {
        assertThatThrownBy(() -> tokens.misspelled("ada"))
                .isInstanceOf(SpelEvaluationException.class)
                .hasMessageContaining("lenght");
    }

    @Test
    void cacheTtl_ofANullResult_isAsTheSettingsSay() {
        assertThat(tokens.absent("ada")).isNull();

        assertLives("ada", Duration.ofHours(1));
    }

    @Test
    void cacheTtl_neitherDurationNorText_saysWhatIsWrongAndWhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens.expiring("ada", 42))
                .withMessageContaining("@CacheTtl(\"#result.expiresIn\")")
                .withMessageContaining("expiring")
                .withMessageContaining("java.lang.Integer");
    }

    @Test
    void cacheTtl_textThatIsNoTime_saysWhatIsWrongAndWhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens.wrong("ada"))
                .withMessageContaining("@CacheTtl(\"10 parsecs\")")
                .withMessageContaining("wrong")
                .withMessageContaining("s, m (minutes), h or d");
    }

    @Test
    void cacheTtl_besideSync_isThatTime() {
        tokens.shared("ada", 3);

        assertLives("ada", Duration.ofMinutes(3));
    }

    @Test
    void cacheTtl_ofAFuture_asksItsValue() {
        assertThat(tokens.later("ada", "4m")).isCompletedWithValue("4m");

        assertLives("ada", Duration.ofMinutes(4));
    }

    @Test
    void cacheTtl_besideCachePut_isThatTime() {
        tokens.put("ada");

        assertLives("ada", Duration.ofMinutes(2));
    }

    @Test
    void cacheTtl_onAnAnnotation_isThatTime() {
        tokens.briefly("ada");

        assertLives("ada", Duration.ofMinutes(5));
    }

    @Test
    void getCache_suffix_isACacheOfItsOwnWithThatTime() {
        LarderCache brief = manager.require("users#10s");
        brief.put("ada", "brief");
        cache.put("ada", "long");

        assertThat(brief.keyspace().timeToLive("ada")).isEqualTo(Duration.ofSeconds(10));
        assertThat(brief.getName()).isEqualTo("users#10s");
        assertThat(cache.get("ada").get()).isEqualTo("long");
    }

    @Test
    void getCache_badSuffix_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.getCache("users#soon"))
                .withMessageContaining("users#soon")
                .withMessageContaining("'soon'");
    }

    @Test
    void nullTimeToLive_set_isForNullsAlone() {
        LarderCache other = Caches.manager(store, "other", "time-to-live", "1h", "null-time-to-live", "30s")
                .require("other");
        other.put("nobody", null);
        other.put("ada", "Lovelace");

        assertThat(other.keyspace().timeToLive("nobody")).isEqualTo(Duration.ofSeconds(30));
        assertThat(other.keyspace().timeToLive("ada")).isEqualTo(Duration.ofHours(1));
    }
}
