package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Decision;
import dev.larder.store.DiskConfig;
import dev.larder.store.EvictionHint;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.Operations;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.WhileLoading;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What those see and leave behind who use a cache while it is read from disk. */
@Timeout(60)
class UseWhileLoadingTest {
    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final PausingFileSystem disk = new PausingFileSystem();
    private Store store;

    @BeforeEach
    void openStore() {
        store = Store.open(StoreConfig.builder()
                .clock(clock)
                .disk(DiskConfig.at(directory)
                        .fileSystem(disk)
                        .segmentBytes(1 << 16)
                        .build())
                .build());
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private void restart() {
        store.close();
        openStore();
    }

    private Keyspace<String, String> keyspace(Mode mode) {
        return keyspace("things", mode);
    }

    private Keyspace<String, String> keyspace(String name, Mode mode) {
        return store.create(
                name,
                KeyspaceConfig.<String, String>builder()
                        .persistence(Persistence.builder(mode)
                                .whileLoading(WhileLoading.MISS)
                                .build())
                        .lifetime(Lifetime.afterCreate(Duration.ofDays(1)))
                        .build());
    }

    private Keyspace<String, String> loaded(Mode mode) {
        Keyspace<String, String> keyspace = keyspace(mode);
        awaitLoaded(keyspace);
        return keyspace;
    }

    private static void awaitLoaded(Keyspace<?, ?> keyspace) {
        assertThat(keyspace.restored().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void get_ofAKeyThatTheLogHasNewer_missesUntilThatIsThere() {
        Keyspace<String, String> before = loaded(Mode.HYBRID);
        before.put("changed", "old");
        before.put("removed", "old");
        before.put("kept", "old");
        store.snapshot();
        before.put("changed", "new");
        before.remove("removed");
        before.put("kept", "new");
        restart();
        PausingFileSystem.Pause pause = disk.pauseAt("log-");
        Keyspace<String, String> loading = keyspace(Mode.HYBRID);
        try {
            pause.awaitReached();

            assertThat(loading.get("changed")).isNotEqualTo("old");
            assertThat(loading.get("removed")).isNull();
        } finally {
            pause.end();
        }
        awaitLoaded(loading);
        assertThat(loading.get("changed")).isEqualTo("new");
        assertThat(loading.get("removed")).isNull();
        assertThat(loading.get("kept")).isEqualTo("new");
    }

    @Test
    void put_withADeadlineThatHasPassed_removesWhatIsNotLoadedYet() {
        clock.advance(Duration.ofHours(1));
        loaded(Mode.HYBRID).put("key", "stale");
        restart();
        PausingFileSystem.Pause pause = disk.pauseAt("log-");
        Keyspace<String, String> loading = keyspace(Mode.HYBRID);
        try {
            pause.awaitReached();
            loading.run("key", Operations.put(new Decision.Put<>("new", clock.millis() - 1_000, EvictionHint.NORMAL)));
        } finally {
            pause.end();
        }
        awaitLoaded(loading);

        assertThat(loading.get("key")).isNull();
        restart();
        assertThat(loaded(Mode.HYBRID).get("key")).isNull();
    }

    @Test
    void put_toACacheOfSnapshotsAlone_isNotUndoneByItsOldSnapshot() throws Exception {
        Keyspace<String, String> before = loaded(Mode.SNAPSHOT);
        for (int i = 0; i < 10; i++) {
            before.put("key", "old");
        }
        restart();
        PausingFileSystem.Pause pause = disk.pauseAt("snapshot-");
        Keyspace<String, String> loading = keyspace(Mode.SNAPSHOT);
        Thread writer = new Thread(() -> loading.put("key", "new"));
        try {
            pause.awaitReached();
            writer.start();
            while (writer.isAlive() && writer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        } finally {
            pause.end();
        }
        writer.join();
        awaitLoaded(loading);

        assertThat(loading.get("key")).isEqualTo("new");
    }

    @Test
    void snapshot_beforeANewCacheIsRead_leavesItsRecordsInTheLog() {
        Keyspace<String, String> unused = keyspace("unused", Mode.HYBRID);
        awaitLoaded(unused);
        unused.put("key", "value");
        restart();
        PausingFileSystem.Pause pause = disk.pauseAt("snapshot-");
        // It saves what nobody came for, and keeps those from reading who come meanwhile.
        CompletableFuture<Void> snapshot = CompletableFuture.runAsync(store::snapshot);
        pause.awaitReached();
        Keyspace<String, String> loading = keyspace(Mode.HYBRID);
        for (int i = 0; i < 10_000; i++) {
            loading.put("key-" + i, "value");
        }
        pause.end();
        snapshot.join();
        awaitLoaded(loading);

        restart();

        assertThat(loaded(Mode.HYBRID).size()).isEqualTo(10_000);
    }
}
