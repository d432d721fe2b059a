package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.RestoreReport;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store in a directory of its own that tests close and open again. */
abstract class RestartingStore {
    @TempDir
    Path directory;

    final ManualClock clock = new ManualClock();
    Store store;

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

    void restart() {
        store.close();
        openStore();
    }

    Keyspace<String, String> keyspace(Mode mode) {
        return keyspace("things", mode, builder -> builder);
    }

    Keyspace<String, String> keyspace(
            String name, Mode mode, UnaryOperator<KeyspaceConfig.Builder<String, String>> settings) {
        Keyspace<String, String> made = store.create(
                name,
                settings.apply(KeyspaceConfig.<String, String>builder()
                                .persistence(Persistence.builder(mode).build()))
                        .build());
        assertThat(made.restored().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
        return made;
    }

    static RestoreReport report(Keyspace<?, ?> keyspace) {
        return keyspace.restored().toCompletableFuture().join();
    }

    static Map<String, String> contents(Keyspace<String, String> keyspace) {
        Map<String, String> contents = new TreeMap<>();
        keyspace.iterator()
                .forEachRemaining(
                        entry -> contents.put(entry.getKey(), entry.getValue().value()));
        return contents;
    }
}
