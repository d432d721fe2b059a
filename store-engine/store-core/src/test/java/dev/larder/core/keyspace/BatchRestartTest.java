package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Decision;
import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store has of batches after it was closed and opened again. */
@Timeout(60)
class BatchRestartTest {
    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private Store store;

    @BeforeEach
    void openStore() {
        store = Store.open(StoreConfig.builder()
                .clock(clock)
                .disk(DiskConfig.at(directory).segmentBytes(1 << 16).build())
                .build());
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private Keyspace<String, String> keyspace(String name, Mode mode) {
        Keyspace<String, String> made = store.create(
                name,
                KeyspaceConfig.<String, String>builder()
                        .persistence(Persistence.builder(mode).build())
                        .build());
        made.restored().toCompletableFuture().join();
        return made;
    }

    private static Map<String, String> contents(Keyspace<String, String> keyspace) {
        Map<String, String> contents = new TreeMap<>();
        keyspace.iterator()
                .forEachRemaining(
                        entry -> contents.put(entry.getKey(), entry.getValue().value()));
        return contents;
    }

    private static void writeBatches(Keyspace<String, String> keyspace, ManualClock clock) {
        keyspace.put("old", "1");
        keyspace.put("gone", "1");
        keyspace.put("kept", "1");
        Map<String, Decision<String>> changes = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            changes.put("key-" + i, new Decision.Put<>("value-" + i));
        }
        changes.put("old", new Decision.Put<>("2"));
        changes.put("gone", Decision.remove());
        changes.put("kept", new Decision.Touch<>(clock.millis() + 1_000));
        keyspace.writeBatch(changes);
        keyspace.put("key-7", "later");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void restart_afterBatches_bringsBackAllOfThem(Mode mode) {
        Keyspace<String, String> before = keyspace("things", mode);
        writeBatches(before, clock);
        Map<String, String> expected = contents(before);
        assertThat(expected).hasSize(302);
        long version = before.view("old").version();
        long deadlineMillis = before.view("kept").expiresAtMillis();

        closeStore();
        openStore();

        Keyspace<String, String> after = keyspace("things", mode);
        assertThat(contents(after)).isEqualTo(expected);
        assertThat(after.view("kept").expiresAtMillis()).isEqualTo(deadlineMillis);
        assertThat(after.view("old").version()).isEqualTo(version);
    }

    @Test
    void snapshotOfTheStore_keyspaceThatNobodyCreatedHasBatches_keepsThem() {
        writeBatches(keyspace("things", Mode.HYBRID), clock);
        Map<String, String> expected = contents(java.util.Objects.requireNonNull(store.<String, String>find("things")));

        closeStore();
        openStore();
        keyspace("another", Mode.HYBRID).put("a", "1");
        store.snapshot();
        closeStore();
        openStore();

        assertThat(contents(keyspace("things", Mode.HYBRID))).isEqualTo(expected);
    }
}
