package dev.larder.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.DirectoryLockedException;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider;
import dev.larder.store.spi.TierProvider.TierStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmdbTierStoreTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private Path directory;

    @Test
    void open_directoryOpenAlready_saysSo() {
        try (TierStore first = open(Map.of())) {
            assertThat(first.keyspaces()).isEmpty();
            assertThatThrownBy(() -> open(Map.of()))
                    .isInstanceOf(DirectoryLockedException.class)
                    .hasMessageContaining(directory.toString());
        }
        open(Map.of()).close();
    }

    @Test
    void open_badSetting_namesItAndWhatIsExpected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of("sync", "never")))
                .withMessageContaining("batch, interval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of("map-size", "1")))
                .withMessageContaining("map-size");
    }

    @Test
    void put_mapTooSmall_growsItAndReopens() {
        try (TierStore store = open(Map.of("map-size", "1MB", "sync", "interval"))) {
            Tier tier = store.tier("orders");
            for (int i = 0; i < 100; i++) {
                tier.put(key(i), new byte[100_000]);
            }
            assertThat(tier.statistics().get("map-bytes")).isGreaterThan(16 << 20);
        }
        try (TierStore store = open(Map.of("map-size", "1MB"))) {
            assertThat(store.tier("orders").approximateCount()).isEqualTo(100);
            store.tier("orders").put(key(100), new byte[100_000]);
        }
    }

    @Test
    void put_recordLargerThanTheMap_growsUntilItFits() {
        try (TierStore store = open(Map.of("map-size", "1MB"))) {
            Tier tier = store.tier("orders");

            tier.put(key(1), new byte[9 << 20]);

            assertThat(tier.get(key(1))).hasSize(9 << 20);
        }
    }

    @Test
    void commit_loadLargerThanTheMap_growsUntilItFits() {
        try (TierStore store = open(Map.of("map-size", "1MB"))) {
            Tier tier = store.tier("orders");
            try (Tier.BulkLoad load = tier.bulkLoad()) {
                for (int i = 0; i < 50; i++) {
                    load.add(key(i * 7 % 50), new byte[100_000]);
                }
                load.commit();
            }

            assertThat(tier.approximateCount()).isEqualTo(50);
        }
    }

    @Test
    void put_keyOf512Bytes_isRefusedWithTheLimit() {
        try (TierStore store = open(Map.of())) {
            Tier tier = store.tier("orders");
            tier.put(new byte[511], key(1));

            assertThatThrownBy(() -> tier.put(new byte[512], key(1)))
                    .isInstanceOf(EntryTooLargeException.class)
                    .hasMessageContaining("511")
                    .hasMessageContaining("512");
        }
    }

    @Test
    void serviceLoader_findsTheProvider() {
        assertThat(ServiceLoader.load(TierProvider.class))
                .hasOnlyElementsOfType(LmdbTierProvider.class)
                .hasSize(1);
    }

    private static byte[] key(int number) {
        return Integer.toString(number).getBytes(UTF_8);
    }

    private TierStore open(Map<String, String> settings) {
        return new LmdbTierProvider().open(directory, settings, NEVER);
    }
}
