package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.SpringCacheSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What an application says that does not start because of its configuration. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {
    @TempDir
    private Path directory;

    @Test
    void start_unknownKeyOfACache_namesPlaceAndNearestKey(CapturedOutput output) throws IOException {
        start("""
                larder:
                  caches:
                    users:
                      time-to-life: 10m
                """);

        assertThat(output)
                .contains("Property: larder.caches.users.time-to-life")
                .contains("Value: \"10m\"")
                .contains("application.yaml] - 4:21")
                .contains("Reason: unknown key 'time-to-life'; did you mean 'time-to-live'?")
                .contains("Correct or remove the property.");
    }

    @Test
    void start_unknownKeyAtTheTop_namesPlaceAndNearestKey(CapturedOutput output) throws IOException {
        start("""
                larder:
                  defualts:
                    time-to-live: 10m
                """);

        assertThat(output)
                .contains("Property: larder.defualts.time-to-live")
                .contains("application.yaml] - 3:19")
                .contains("unknown key 'defualts'; did you mean 'defaults'?");
    }

    @Test
    void start_settingOfCachesAtTheTop_saysWhereItBelongs(CapturedOutput output) throws IOException {
        start("""
                larder:
                  time-to-live: 10m
                """);

        assertThat(output).contains("'time-to-live' is a setting of caches; it belongs under larder.defaults");
    }

    @Test
    void start_nameWithDotsWithoutBrackets_saysHowToWriteIt(CapturedOutput output) throws IOException {
        start("""
                larder:
                  caches:
                    com.acme.orders: { max-entries: 5 }
                """);

        assertThat(output).contains("larder.caches[com.acme.orders].max-entries");
    }

    @Test
    void start_nameWithDotsAndUnknownKey_tellsBoth(CapturedOutput output) throws IOException {
        start("""
                larder:
                  caches:
                    com.acme.orders: { max-entrys: 5 }
                """);

        assertThat(output)
                .contains("unknown key 'max-entrys'; did you mean 'max-entries'?")
                .contains("larder.caches[com.acme.orders].<key>")
                .doesNotContain("unknown key 'caches'");
    }

    @Test
    void start_unknownKeyOfTheSessions_namesTheNearest(CapturedOutput output) throws IOException {
        start("""
                larder:
                  session:
                    enabld: false
                """);

        assertThat(output)
                .contains("Property: larder.session.enabld")
                .contains("unknown key 'enabld'; did you mean 'enabled'?");
    }

    @Test
    void start_keyUnderAValue_saysThatThereAreNone(CapturedOutput output) throws IOException {
        start("""
                larder:
                  max-memory:
                    limit: 64MB
                """);

        assertThat(output).contains("'max-memory' is a value; nothing can stand under it");
    }

    @Test
    void start_nameWithUnderscoreWithoutBrackets_saysHowToWriteIt(CapturedOutput output) throws IOException {
        start("""
                larder:
                  caches:
                    user_profiles: { max-entries: 5 }
                """);

        assertThat(output)
                .contains("larder.caches.user_profiles.max-entries")
                .contains("application.yaml] - 3:35")
                .contains("Write the name of the cache or region as in larder.caches[user_names]");
    }

    @Test
    void start_timeToLiveWithoutUnit_isRefusedWithItsPlace(CapturedOutput output) throws IOException {
        start("""
                larder:
                  caches:
                    users: { time-to-live: 600 }
                    "[com.acme.*]": { max-entries: 5 }
                """);

        assertThat(output)
                .contains("Invalid value '600' for configuration property 'larder.caches[users].time-to-live'")
                .contains("application.yaml] - 3:28")
                .contains("must have a unit, found the bare number '600'; write 600s or 600ms");
    }

    @Test
    void start_unknownPolicyForAPattern_isRefusedWithItsPlace(CapturedOutput output) throws IOException {
        start("""
                larder:
                  caches:
                    "[com.acme.*]":
                      policy: lruu
                """);

        assertThat(output)
                .contains("'larder.caches[com.acme.*].policy'")
                .contains("application.yaml] - 4:15")
                .contains("did you mean 'lru'?");
    }

    @Test
    void start_highWaterMarkAlone_asksForTheLimit(CapturedOutput output) throws IOException {
        start("""
                larder:
                  high-water-mark: 90%
                """);

        assertThat(output)
                .contains("'high-water-mark' is a part of 'larder.max-memory'")
                .contains("- 2:20");
    }

    @Test
    void start_settingsThatContradict_namesTheCache(CapturedOutput output) throws IOException {
        start("""
                larder:
                  caches:
                    users: { null-values: false, null-time-to-live: 10s }
                """);

        assertThat(output)
                .contains("The settings of a cache contradict each other: cache 'users': 'null-time-to-live'")
                .contains("Change what stands under the name of the cache in larder.caches");
    }

    @ParameterizedTest
    @ValueSource(classes = {TwiceNamed.class, OwnManager.class})
    void start_codeThatContradictsTheProperties_namesTheCache(Class<?> application, CapturedOutput output) {
        assertThatThrownBy(() -> run(
                        application, "--larder.caches.users.max-entries=5", "--larder.caches.orders.refresh-ahead=80%"))
                .isNotNull();

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The settings of a cache contradict each other: cache '"
                        + (application == TwiceNamed.class ? "users" : "orders") + "'")
                .contains("what the application's own code says of it");
    }

    @Test
    void start_severalCacheManagers_saysHowToChoose(CapturedOutput output) {
        assertThatThrownBy(() -> run(TwoManagers.class)).isNotNull();

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("There are several cache managers")
                .contains("first, second")
                .contains("Mark one of them @Primary");
    }

    @Test
    void start_severalCacheManagersAndABeanThatWantsOne_namesTheBean(CapturedOutput output) {
        assertThatThrownBy(() -> run(TwoManagersAndAUser.class)).isNotNull();

        assertThat(output)
                .contains("required a single bean, but 2 were found")
                .contains("Users")
                .doesNotContain("@Cacheable and its kin");
    }

    private void start(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("application.yaml"), yaml);
        assertThatThrownBy(() -> run(Application.class, "--spring.config.location=" + file.toUri()))
                .isNotNull();
    }

    private static void run(Class<?> application, String... arguments) {
        SpringApplication starting = new SpringApplication(application);
        starting.setWebApplicationType(WebApplicationType.NONE);
        starting.run(arguments).close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    @ImportAutoConfiguration(LarderAutoConfiguration.class)
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    @ImportAutoConfiguration(LarderAutoConfiguration.class)
    static class TwoManagers {
        @Bean
        CacheManager first() {
            return new ConcurrentMapCacheManager();
        }

        @Bean
        CacheManager second() {
            return new ConcurrentMapCacheManager();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({TwoManagers.class, Users.class})
    static class TwoManagersAndAUser {}

    static class Users {
        Users(CacheManager manager) {
            assertThat(manager).isNotNull();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Application.class)
    static class TwiceNamed {
        @Bean
        LarderCacheManagerCustomizer users() {
            return builder -> builder.cache("users", "a customizer", SpringCacheSettings.none());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Application.class)
    static class OwnManager {
        @Bean
        LarderCacheManager own(LarderCacheManager.Builder builder) {
            return builder.build();
        }
    }
}
