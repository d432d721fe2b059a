package dev.larder.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.DirectoryLockedException;
import dev.larder.store.spi.TierProvider;
import dev.larder.store.spi.TierProvider.TierStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksDbTierStoreTest {
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
                .isThrownBy(() -> open(Map.of("block-cache", "lots")))
                .withMessageContaining("block-cache")
                .withMessageContaining("64MB");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of("max-background-jobs", "0")))
                .withMessageContaining("max-background-jobs");
    }

    @Test
    void open_allSettings_isOpened() {
        Map<String, String> settings =
                Map.of("block-cache", "8MB", "write-buffer", "4MB", "max-open-files", "50", "max-background-jobs", "1");
        try (TierStore store = open(settings)) {
            store.tier("orders").put("1".getBytes(UTF_8), "bread".getBytes(UTF_8));
        }
    }

    @Test
    void open_filesOfALoadLeftByACrash_areDeleted() throws Exception {
        Path left = directory.resolve("bulk/load-7/ascending/0.sst");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half a file");

        open(Map.of()).close();

        assertThat(directory.resolve("bulk")).doesNotExist();
    }

    @Test
    void generations_clearInterrupted_theOlderFamilyHasTheData() {
        Generations generations =
                Generations.of(List.of("default", "0000000b-orders", "00000003-orders", "00000004-users"));

        assertThat(generations.current()).isEqualTo(Map.of("orders", "00000003-orders", "users", "00000004-users"));
        assertThat(generations.leftOver()).containsExactly("0000000b-orders");
        assertThat(generations.next()).isEqualTo(12);
        assertThat(Generations.familyOf("orders", 12)).isEqualTo("0000000c-orders");
    }

    @Test
    void serviceLoader_findsTheProvider() {
        assertThat(ServiceLoader.load(TierProvider.class))
                .hasOnlyElementsOfType(RocksDbTierProvider.class)
                .hasSize(1);
    }

    private TierStore open(Map<String, String> settings) {
        return new RocksDbTierProvider().open(directory, settings, NEVER);
    }
}
