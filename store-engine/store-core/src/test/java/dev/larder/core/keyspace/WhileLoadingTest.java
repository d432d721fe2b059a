package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Decision;
import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
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

/** A cache that is used while its entries wait to be read from disk. */
@Timeout(60)
class WhileLoadingTest {
    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private GatedDisk disk;
    private Store store;

    @BeforeEach
    void open() {
        disk = new GatedDisk(1);
        store = Store.open(StoreConfig.builder()
                .clock(clock)
                .disk(DiskConfig.at(directory)
                        .segmentBytes(DiskConfig.LEAST_SEGMENT_BYTES)
                        .fileSystem(disk)
                        .build())
                .build());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() {
        store.close();
        open();
    }

    private Keyspace<String, String> create(String name, Mode mode) {
        return store.create(
                name,
                KeyspaceConfig.<String, String>builder()
                        .persistence(Persistence.builder(mode)
                                .whileLoading(WhileLoading.MISS)
                                .build())
                        .build());
    }

    private static void awaitRestored(Keyspace<?, ?> keyspace) {
        assertThat(keyspace.restored().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
    }

    /** Only now is anything read. */
    private void letRead(Keyspace<?, ?> keyspace) {
        disk.changed();
        awaitRestored(keyspace);
    }

    @Test
    void put_dueAtOnce_keepsWhatIsOnDiskFromComingBack() {
        create("things", Mode.HYBRID).put("a", "old");
        restart();
        disk.shut();
        Keyspace<String, String> keyspace = create("things", Mode.HYBRID);

        keyspace.put("another", "1", Duration.ofHours(1));
        clock.advance(Duration.ofSeconds(1));
        keyspace.run("a", Operations.put(new Decision.Put<>("due", clock.millis())));

        letRead(keyspace);
        assertThat(keyspace.get("a")).isNull();
        restart();
        Keyspace<String, String> again = create("things", Mode.HYBRID);
        awaitRestored(again);
        assertThat(again.get("a")).isNull();
    }

    @Test
    void changes_ofAKeyspaceWithSnapshotsAlone_stayWhenItIsLoaded() {
        Keyspace<String, String> before = create("things", Mode.SNAPSHOT);
        for (int i = 0; i < 10; i++) {
            before.put("put", "old");
            before.put("removed", "old");
            before.put("left", "old");
        }
        restart();
        disk.shut();
        Keyspace<String, String> keyspace = create("things", Mode.SNAPSHOT);
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            keyspace.put("put", "new");
            keyspace.remove("removed");
        });

        letRead(keyspace);
        assertThat(changes).succeedsWithin(Duration.ofSeconds(30));

        assertThat(keyspace.get("put")).isEqualTo("new");
        assertThat(keyspace.get("removed")).isNull();
        assertThat(keyspace.get("left")).isEqualTo("old");
    }

    @Test
    void writes_beforeLoadingBegins_areNotCutFromTheLog() {
        create("unclaimed", Mode.HYBRID).put("a", "kept");
        restart();
        disk.shut();
        // Has the log cut, for which it waits for the entries of the keyspace that nobody came for.
        CompletableFuture<Void> snapshot = CompletableFuture.runAsync(store::snapshot);
        disk.awaitReader();
        Keyspace<String, String> fresh = create("fresh", Mode.HYBRID);
        for (int i = 0; i < 100; i++) {
            fresh.put("key-" + i, "x".repeat(2_000));
        }

        letRead(fresh);
        assertThat(snapshot).succeedsWithin(Duration.ofSeconds(30));

        restart();
        Keyspace<String, String> again = create("fresh", Mode.HYBRID);
        awaitRestored(again);
        assertThat(again.size()).isEqualTo(100);
    }
}
