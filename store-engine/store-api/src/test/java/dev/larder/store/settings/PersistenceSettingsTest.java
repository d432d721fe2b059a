package dev.larder.store.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.store.CodecConfig;
import dev.larder.store.Durability;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.Role;
import dev.larder.store.Persistence.WhileLoading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersistenceSettingsTest {
    private final ClassLoader loader = getClass().getClassLoader();
    private final PersistenceSettings.Builder builder = PersistenceSettings.builder(loader);

    @Test
    void toPersistence_everySetting_isTheKeyspacesOwn() {
        Persistence persistence = builder.set("persistence", "hybrid")
                .set("durability", "sync")
                .set("role", "cache")
                .set("while-loading", "miss")
                .set("codec", "java")
                .set("key-codec", "jdk")
                .set("types", "java.util.Locale, " + Nested.class.getName())
                .set("packages", "com.acme.a,com.acme.b")
                .set("compression", "gzip")
                .set("compress-from", "2KB")
                .build()
                .toPersistence(loader, List.of(Integer.class));

        assertThat(persistence)
                .isEqualTo(Persistence.builder(Mode.HYBRID)
                        .durability(Durability.SYNC)
                        .role(Role.CACHE)
                        .whileLoading(WhileLoading.MISS)
                        .codecs(CodecConfig.builder()
                                .valueCodec("java")
                                .keyCodec("jdk")
                                .types(Integer.class, java.util.Locale.class, Nested.class)
                                .packages("com.acme.a", "com.acme.b")
                                .compression("gzip")
                                .compressFromBytes(2_048)
                                .build())
                        .build());
    }

    /** Named in the settings. */
    record Nested() {}

    @Test
    void toPersistence_modeAlone_hasTheDefaultsOfTheEngine() {
        assertThat(builder.set("persistence", "hybrid").build().toPersistence(loader, List.of()))
                .isEqualTo(Persistence.hybrid());
    }

    @Test
    void toPersistence_withoutMode_keepsNothing() {
        PersistenceSettings settings =
                builder.set("role", "data").set("types", "com.acme.Gone").build();

        assertThat(settings.keepsOnDisk()).isFalse();
        assertThat(settings.toPersistence(loader, List.of())).isEqualTo(Persistence.none());
    }

    @Test
    void toPersistence_classThatIsNotThere_namesIt() {
        PersistenceSettings settings =
                builder.set("persistence", "log").set("types", "com.acme.Gone").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.toPersistence(loader, List.of()))
                .withMessageStartingWith("'types' names the class 'com.acme.Gone', which can't be found");
    }

    @Test
    void withDefaults_ownMode_replacesTheTierOfTheDefaults() {
        PersistenceSettings defaults = PersistenceSettings.builder(loader)
                .tier("rocksdb")
                .role(Role.DATA)
                .build();

        PersistenceSettings none = builder.set("persistence", "none").build().withDefaults(defaults);

        assertThat(none.tier()).isNull();
        assertThat(none.role()).isEqualTo(Role.DATA);
        assertThat(none.keepsOnDisk()).isFalse();
        assertThat(PersistenceSettings.none().withDefaults(defaults)).isEqualTo(defaults);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    persistence | hybird | must say what is kept on disk, found 'hybird'; did you mean 'hybrid'? Known: none
                    persistence | tier | must say what is kept on disk, found 'tier'
                    durability | always | must be one of sync, background, none, found 'always'
                    role | date | must be one of cache, data, found 'date'; did you mean 'data'?
                    while-loading | hit | must be one of wait, miss, found 'hit'
                    types | a.B,,c.D | must be the names of classes with commas between them, found 'a.B,,c.D'
                    compress-from | 1024 | must have a unit, found the bare number '1024'
                    codecs | java | is not known; did you mean 'codec'?
                    """)
    void set_badInput_saysWhatIsWrong(String key, String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.set(key, text))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"codec", "key-codec", "compression"})
    void set_blankName_isRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.set(key, " "))
                .withMessageStartingWith("must be the name of a");
    }
}
