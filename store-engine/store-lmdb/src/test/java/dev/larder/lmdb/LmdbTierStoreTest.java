package dev.larder.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.EntryTooLargeException;
import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider.TierStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmdbTierStoreTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private Path directory;

    @Test
    void tier_moreThanTheSettingAllows_namesTheSetting() {
        try (TierStore store = open(Map.of("max-keyspaces", "1"))) {
            store.tier("orders").put(key(1), key(1));

            assertThatThrownBy(() -> store.tier("users")).hasMessageContaining("max-keyspaces");
            store.tier("orders").put(key(2), key(2));
        }
    }

    @Test
    void get_moreThreadsThanReaders_allGetTheirTurn() throws Exception {
        try (TierStore store = open(Map.of("max-readers", "1"))) {
            Tier tier = store.tier("orders");
            tier.put(key(1), key(1));
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<Boolean>> reading = new ArrayList<>();
                for (int thread = 0; thread < 8; thread++) {
                    reading.add(threads.submit(() -> {
                        for (int i = 0; i < 3_000; i++) {
                            assertThat(tier.get(key(1))).isEqualTo(key(1));
                        }
                        return true;
                    }));
                }
                for (Future<Boolean> each : reading) {
                    assertThat(each.get(60, TimeUnit.SECONDS)).isTrue();
                }
            } finally {
                threads.shutdownNow();
            }
            try (Tier.Cursor cursor = tier.scan(null, null)) {
                assertThatThrownBy(() -> tier.get(key(1))).hasMessageContaining("max-readers");
                assertThat(cursor.next()).isTrue();
            }
        }
    }

    @Test
    void open_mapLargerThanTheAddresses_saysSo() {
        assertThatThrownBy(() -> open(Map.of("map-size", "1000000TB"))).hasMessageContaining("map-size");
        open(Map.of()).close();
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

    private static byte[] key(int number) {
        return Integer.toString(number).getBytes(UTF_8);
    }

    private TierStore open(Map<String, String> settings) {
        return new LmdbTierProvider().open(directory, settings, NEVER);
    }
}
