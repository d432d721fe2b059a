package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a keyspace that is closed or dropped while its snapshot is being written. */
@Timeout(60)
class CloseWhileSnapshotTest {
    private static final int COUNT = 1_000;

    @TempDir
    Path directory;

    private final PausingFileSystem disk = new PausingFileSystem();
    private Store store;

    @BeforeEach
    void openStore() {
        store = Store.open(StoreConfig.builder()
                .clock(new ManualClock())
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

    private Keyspace<String, String> keyspace() {
        return keyspace(Mode.HYBRID);
    }

    private Keyspace<String, String> keyspace(Mode mode) {
        return store.create(
                "things",
                KeyspaceConfig.<String, String>builder()
                        .persistence(Persistence.builder(mode)
                                .role(Persistence.Role.DATA)
                                .build())
                        .build());
    }

    private void fill() {
        fill(keyspace());
    }

    private static void fill(Keyspace<String, String> things) {
        for (int i = 0; i < COUNT; i++) {
            things.put("key-" + i, "value");
        }
    }

    @Test
    void close_whileASnapshotIsWritten_losesNothing() throws Exception {
        fill();
        PausingFileSystem.Pause pause = disk.pauseAt("snapshot-");
        CompletableFuture<Void> snapshot = CompletableFuture.runAsync(store::snapshot);
        pause.awaitReached();
        Thread closer = new Thread(() -> store.close("things"));
        closer.start();
        awaitWaitingOrEnd(closer);
        pause.end();
        snapshot.join();
        closer.join();

        store.close();
        openStore();

        assertThat(keyspace().size()).isEqualTo(COUNT);
    }

    @Test
    void drop_whileASnapshotOfItIsMade_isForGood() throws Exception {
        fill();
        store.close();
        openStore();
        PausingFileSystem.Pause pause = disk.pauseAt("snapshot-");
        // Nobody created the keyspace in this run; its part of the log is saved, so that the log can be cut.
        CompletableFuture<Void> snapshot = CompletableFuture.runAsync(store::snapshot);
        pause.awaitReached();

        store.drop("things");

        pause.end();
        snapshot.join();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("snapshot-"));
        }
        store.close();
        openStore();
        assertThat(keyspace().size()).isZero();
    }

    @Test
    void create_whileTheOneBeforeIsClosed_findsItsLastSnapshot() throws Exception {
        fill(keyspace(Mode.SNAPSHOT));
        PausingFileSystem.Pause pause = disk.pauseAt("snapshot-");
        CompletableFuture<Boolean> closing = CompletableFuture.supplyAsync(() -> store.close("things"));
        pause.awaitReached();
        CompletableFuture<Long> size = new CompletableFuture<>();
        Thread creator = new Thread(() -> size.complete(keyspace(Mode.SNAPSHOT).size()));
        creator.start();
        awaitWaitingOrEnd(creator);

        pause.end();

        assertThat(closing.join()).isTrue();
        creator.join();
        assertThat(size.join()).isEqualTo(COUNT);
    }

    private static void awaitWaitingOrEnd(Thread thread) {
        while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
