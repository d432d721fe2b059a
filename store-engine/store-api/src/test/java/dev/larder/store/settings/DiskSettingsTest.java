package dev.larder.store.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.Persistence;
import dev.larder.store.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskSettingsTest {
    @Test
    void toDisk_everySetting_isTheStoresOwn() {
        DiskSettings settings = DiskSettings.none()
                .with("data-directory", "data/caches")
                .with("durability", "sync")
                .with("sync-interval", "250ms")
                .with("segment-size", "1MB")
                .with("snapshot-interval", "10m")
                .with("snapshot-log-size", "512MB")
                .with("snapshot-compression", "gzip");

        assertThat(settings.toDisk())
                .contains(DiskConfig.at(Path.of("data/caches"))
                        .durability(Durability.SYNC)
                        .syncInterval(Duration.ofMillis(250))
                        .segmentBytes(1 << 20)
                        .snapshotInterval(Duration.ofMinutes(10))
                        .snapshotLogBytes(512L << 20)
                        .snapshotCompression("gzip")
                        .build());
    }

    @Test
    void toDisk_directoryAlone_hasTheDefaultsOfTheEngine() {
        assertThat(DiskSettings.none()
                        .with("data-directory", "data")
                        .with("snapshot-interval", "never")
                        .toDisk())
                .contains(DiskConfig.at(Path.of("data")).build());
    }

    @Test
    void toDisk_nothingSet_isNone() {
        assertThat(DiskSettings.none().toDisk()).isEmpty();
    }

    @Test
    void toDisk_withoutDirectory_namesWhatIsMissing() {
        DiskSettings settings = DiskSettings.none().with("sync-interval", "1s");

        assertThatIllegalArgumentException()
                .isThrownBy(settings::toDisk)
                .withMessageStartingWith("'sync-interval' is set, but 'data-directory' is not");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    data-directory | ` ` | must be the path of a directory, found ' '
                    durability | fsync | must be one of sync, background, none, found 'fsync'
                    segment-size | 1KB | must be from 64KB to 1GB, found '1KB'
                    segment-size | 2GB | must be from 64KB to 1GB, found '2GB'
                    snapshot-interval | 10 | must have a unit, found the bare number '10'
                    data-dir | x | is not known; Known: data-directory
                    """)
    void with_badInput_saysWhatIsWrong(String key, String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiskSettings.none().with(key, text))
                .withMessageStartingWith(message);
    }

    @Test
    void requireDisk_storeWithoutDirectory_namesTheSetting() {
        StoreConfig store = StoreConfig.builder().name("shop").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiskSettings.requireDisk(store, Persistence.hybrid(), "larder.data-directory"))
                .withMessage("it is to be kept on disk ('persistence' is hybrid), but the store 'shop' has no data"
                        + " directory. Set larder.data-directory, or take 'persistence' out");
        assertThatCode(() -> DiskSettings.requireDisk(store, Persistence.none(), "larder.data-directory"))
                .doesNotThrowAnyException();
    }
}
