package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.StorageFullException;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.FaultyFileSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keyspaces on disk that are closed, dropped, left alone, or taken up again in another mode. */
@Timeout(60)
class KeyspaceOnDiskLifeTest extends RestartingStore {
    @Test
    void snapshot_whileAKeyspaceIsNotInUse_cutsTheLogAndKeepsItsEntries() {
        Keyspace<String, String> unused = keyspace("unused", Mode.HYBRID, builder -> builder);
        unused.put("cleared", "1");
        unused.clear();
        unused.put("in the snapshot", "1");
        unused.put("removed", "1");
        store.snapshot();
        unused.put("in the log", "1");
        unused.put("due", "1", Duration.ofSeconds(10));
        unused.expireAfter("due", Duration.ofSeconds(100));
        unused.remove("removed");
        restart();
        Keyspace<String, String> used = keyspace("used", Mode.HYBRID, builder -> builder);
        for (int i = 0; i < 10_000; i++) {
            used.put("key", "value-" + i);
        }
        long grownBytes = store.disk().logBytes();
        store.snapshot();
        assertThat(store.disk().logBytes()).isLessThan(grownBytes / 4);

        restart();
        clock.advance(Duration.ofSeconds(50));

        assertThat(contents(keyspace("unused", Mode.HYBRID, builder -> builder)))
                .isEqualTo(Map.of("in the snapshot", "1", "in the log", "1", "due", "1"));
        assertThat(contents(keyspace("used", Mode.HYBRID, builder -> builder))).isEqualTo(Map.of("key", "value-9999"));
    }

    @Test
    void aKeyspace_thatIsNotKeptForARun_hasNothingOldAfterwards() {
        keyspace(Mode.HYBRID).put("a", "old");
        restart();
        store.create("things", KeyspaceConfig.defaults());
        restart();

        assertThat(contents(keyspace(Mode.HYBRID))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void close_ofAKeyspaceThatIsCreatedAgain_keepsItsEntries(Mode mode) {
        for (int round = 0; round < 3; round++) {
            Keyspace<String, String> keyspace = keyspace(mode);
            keyspace.put("round", "" + round);
            keyspace.put("round-" + round, "1");
            keyspace.remove("round-" + (round - 1));
            store.close("things");
            if (round == 1) {
                store.snapshot();
            }
        }

        assertThat(contents(keyspace(mode))).isEqualTo(Map.of("round", "2", "round-2", "1"));
        restart();
        assertThat(contents(keyspace(mode))).isEqualTo(Map.of("round", "2", "round-2", "1"));
    }

    @Test
    void drop_afterTheStoreWasClosed_leavesTheDirectoryToItsNextOwner() {
        keyspace(Mode.HYBRID).put("a", "1");
        Store closed = store;
        restart();

        assertThat(closed.drop("things")).isFalse();

        restart();
        assertThat(contents(keyspace(Mode.HYBRID))).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void drop_ofAKeyspace_deletesItForGood() {
        keyspace(Mode.HYBRID).put("a", "1");
        store.snapshot();
        store.drop("things");
        restart();

        assertThat(contents(keyspace(Mode.HYBRID))).isEmpty();
        assertThat(store.disk().snapshotBytes()).isZero();
    }

    @Test
    void drop_ofAKeyspaceThatIsOnlySnapshotted_writesNoLastSnapshot() {
        FaultyFileSystem disk = new FaultyFileSystem();
        disk.limitRoom(1 << 20);
        try (Store small = Store.open(StoreConfig.builder()
                .clock(clock)
                .disk(DiskConfig.at(Path.of("data"))
                        .segmentBytes(1 << 16)
                        .snapshotCompression("none")
                        .fileSystem(disk)
                        .build())
                .build())) {
            Keyspace<String, String> large = small.create(
                    "large",
                    KeyspaceConfig.<String, String>builder()
                            .persistence(Persistence.builder(Mode.SNAPSHOT).build())
                            .build());
            for (int i = 0; i < 20; i++) {
                large.put("key-" + i, "x".repeat(100_000));
            }
            assertThatThrownBy(large::snapshot).isInstanceOf(StorageFullException.class);

            assertThat(small.drop("large")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void modes_thatChangeFromRunToRun_keepTheEntries(Mode first) {
        for (Mode second : List.of(Mode.LOG, Mode.SNAPSHOT, Mode.HYBRID, Mode.SNAPSHOT, first)) {
            Keyspace<String, String> keyspace = keyspace(second);
            for (int i = 0; i < 20; i++) {
                keyspace.put("a", second + "-" + i);
                keyspace.put(second + "-key", "1");
                keyspace.remove(second + "-key");
            }
            restart();
            assertThat(contents(keyspace(second))).as("after %s", second).isEqualTo(Map.of("a", second + "-19"));
            restart();
        }
    }

    @Test
    void twoKeyspaces_ofOneLog_areKeptApart() {
        Keyspace<String, String> one = keyspace("one", Mode.LOG, builder -> builder);
        Keyspace<String, String> two = keyspace("two", Mode.HYBRID, builder -> builder);
        one.put("a", "of one");
        two.put("a", "of two");
        two.put("b", "of two");
        one.clear();
        one.put("c", "of one");

        restart();

        assertThat(contents(keyspace("one", Mode.LOG, builder -> builder))).isEqualTo(Map.of("c", "of one"));
        assertThat(contents(keyspace("two", Mode.HYBRID, builder -> builder)))
                .isEqualTo(Map.of("a", "of two", "b", "of two"));
    }
}
