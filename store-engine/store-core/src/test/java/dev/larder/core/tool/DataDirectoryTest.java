package dev.larder.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CorruptDataException;
import dev.larder.store.DataDirectory;
import dev.larder.store.DirectoryLockedException;
import dev.larder.store.DirectoryReport;
import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.RepairReport;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tools do with data directories that are whole, damaged, open, or copied while others write. */
@Timeout(60)
class DataDirectoryTest {
    private static final int HEADER_BYTES = 4096;

    @TempDir
    private Path parent;

    private Store open(Path directory) {
        return Store.open(StoreConfig.builder()
                .disk(DiskConfig.at(directory).segmentBytes(1 << 16).build())
                .build());
    }

    private static Keyspace<String, String> keyspace(Store store, Mode mode) {
        Keyspace<String, String> keyspace = store.create(
                mode.name(),
                KeyspaceConfig.<String, String>builder()
                        .persistence(Persistence.builder(mode).build())
                        .build());
        assertThat(keyspace.restored().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
        return keyspace;
    }

    private static Map<String, String> contents(Keyspace<String, String> keyspace) {
        Map<String, String> contents = new TreeMap<>();
        keyspace.iterator()
                .forEachRemaining(
                        entry -> contents.put(entry.getKey(), entry.getValue().value()));
        return contents;
    }

    private Map<String, String> contents(Path directory, Mode mode) {
        try (Store store = open(directory)) {
            return contents(keyspace(store, mode));
        }
    }

    private static Path file(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static byte[] flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
        return bytes;
    }

    /** A closed directory with ten keys, each a record of the log. */
    private Path written(Mode mode, boolean snapshot) {
        Path directory = parent.resolve("data");
        try (Store store = open(directory)) {
            Keyspace<String, String> keyspace = keyspace(store, mode);
            for (int i = 0; i < 10; i++) {
                keyspace.put("key-" + i, "value");
            }
            if (snapshot) {
                store.snapshot();
            }
        }
        return directory;
    }

    @Test
    void repair_byteFlippedInTheMiddleOfALog_losesThatRecordAlone() throws IOException {
        Path directory = written(Mode.LOG, false);
        Path log = file(directory, "log-");
        int end = (int) DataDirectory.at(directory).inspect().logFiles().get(0).bytes();
        byte[] damaged = flip(log, (HEADER_BYTES + end) / 2);

        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(log.toString())
                .hasMessageContaining("dev.larder.core.tool.DataTool repair " + directory);
        DirectoryReport report = DataDirectory.at(directory).inspect();
        assertThat(report.damage()).hasSize(1);
        assertThat(report.damage().get(0).file()).isEqualTo(log);
        assertThat(report.damage().get(0).offset()).isBetween((long) HEADER_BYTES, (HEADER_BYTES + end) / 2L);

        Path aside = parent.resolve("aside");
        RepairReport repaired = DataDirectory.at(directory).repair(aside);

        assertThat(repaired.givenUp()).isEqualTo(report.repairGivesUp()).hasSize(1);
        assertThat(repaired.givenUp().get(0).message()).contains("are given up");
        assertThat(repaired.movedAside()).containsExactly(aside.resolve(log.getFileName()));
        assertThat(Files.readAllBytes(aside.resolve(log.getFileName()))).isEqualTo(damaged);
        assertThat(repaired.remaining()).isEmpty();
        Map<String, String> left = contents(directory, Mode.LOG);
        assertThat(left).hasSize(9).containsKeys("key-0", "key-9");
    }

    @Test
    void repair_logThatASnapshotIsAheadOf_losesNothingWrittenAfterwards() throws IOException {
        Path directory = parent.resolve("data");
        try (Store store = open(directory)) {
            // Holds the log from its begin.
            keyspace(store, Mode.LOG).put("held", "value");
            Keyspace<String, String> keyspace = keyspace(store, Mode.HYBRID);
            for (int i = 0; i < 10; i++) {
                keyspace.put("key-" + i, "old");
            }
            keyspace.snapshot();
        }
        flip(file(directory, "log-"), HEADER_BYTES + 200);
        assertThat(DataDirectory.at(directory).verify().damage()).isNotEmpty();
        DataDirectory.at(directory).repair(parent.resolve("aside"));
        try (Store store = open(directory)) {
            keyspace(store, Mode.HYBRID).put("key-1", "new");
        }

        assertThat(contents(directory, Mode.HYBRID))
                .hasSize(10)
                .containsEntry("key-0", "old")
                .containsEntry("key-1", "new");
    }

    @Test
    void repair_headerOfTheOnlyLogFileDamaged_goesOnBehindTheSnapshot() throws IOException {
        Path directory = written(Mode.HYBRID, true);
        flip(file(directory, "log-"), 3);
        assertThat(DataDirectory.at(directory).inspect().damage()).isNotEmpty();

        DataDirectory.at(directory).repair(parent.resolve("aside"));

        try (Store store = open(directory)) {
            keyspace(store, Mode.HYBRID).put("key-1", "new");
        }
        assertThat(contents(directory, Mode.HYBRID)).hasSize(10).containsEntry("key-1", "new");
    }

    @Test
    void restoreTo_backupWithADamagedSnapshot_isRefused() throws IOException {
        Path directory = written(Mode.HYBRID, true);
        Path snapshot = file(directory, "snapshot-");
        flip(snapshot, 80);

        assertThat(DataDirectory.at(directory).verify().damage())
                .singleElement()
                .satisfies(damage -> assertThat(damage.file()).isEqualTo(snapshot));
        assertThatThrownBy(() -> DataDirectory.at(directory).restoreTo(parent.resolve("restored")))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(snapshot.toString());
        assertThat(parent.resolve("restored")).doesNotExist();
    }

    @Test
    void inspect_damagedManifest_tellsItAndWhatTheLogHas() throws IOException {
        Path directory = written(Mode.LOG, false);
        flip(directory.resolve("MANIFEST"), 30);

        DirectoryReport report = DataDirectory.at(directory).inspect();

        assertThat(report.storeId()).isNull();
        assertThat(report.damage()).hasSize(1);
        assertThat(report.logFiles().get(0).records()).isEqualTo(10);
        assertThatThrownBy(() -> DataDirectory.at(directory).repair(parent.resolve("aside")))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("MANIFEST");
    }

    @Test
    void openDirectory_isInspectedAndNothingElse() {
        Path directory = parent.resolve("data");
        try (Store store = open(directory)) {
            keyspace(store, Mode.HYBRID).put("a", "1");

            assertThat(DataDirectory.at(directory).inspect().openIn())
                    .contains("process " + ProcessHandle.current().pid());
            assertThatThrownBy(() -> DataDirectory.at(directory).verify()).isInstanceOf(DirectoryLockedException.class);
            assertThatThrownBy(() -> DataDirectory.at(directory).repair(parent.resolve("aside")))
                    .isInstanceOf(DirectoryLockedException.class);
            assertThatThrownBy(() -> DataDirectory.at(directory).restoreTo(parent.resolve("restored")))
                    .isInstanceOf(DirectoryLockedException.class);
            store.backup(parent.resolve("backup"));
            assertThatThrownBy(() -> DataDirectory.at(parent.resolve("backup")).restoreTo(directory))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has files");
        }
        assertThat(DataDirectory.at(directory).inspect().openIn()).isNull();
    }

    @Test
    void backup_whileWritersWrite_hasAllThatWasAcknowledgedBefore() throws Exception {
        Path directory = parent.resolve("data");
        Path backup = parent.resolve("backup");
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        int before;
        try (Store store = open(directory)) {
            Keyspace<String, String> logged = keyspace(store, Mode.HYBRID);
            Keyspace<String, String> snapshotted = keyspace(store, Mode.SNAPSHOT);
            Thread writer = new Thread(() -> {
                for (int i = 0; !ended.get(); i++) {
                    logged.put("key-" + i % 1_000, Integer.toString(i));
                    snapshotted.put("key-" + i % 1_000, Integer.toString(i));
                    acknowledged.set(i);
                }
            });
            writer.start();
            while (acknowledged.get() < 3_000) {
                Thread.onSpinWait();
            }
            store.snapshot();
            before = acknowledged.get();
            store.backup(backup);
            assertThatThrownBy(() -> store.backup(backup)).isInstanceOf(IllegalArgumentException.class);
            ended.set(true);
            writer.join();
        }
        assertThat(DataDirectory.at(backup).verify().damage()).isEmpty();
        Path restored = parent.resolve("restored");
        DataDirectory.at(backup).restoreTo(restored);
        assertThatThrownBy(() -> DataDirectory.at(backup).restoreTo(restored))
                .isInstanceOf(IllegalArgumentException.class);

        for (Mode mode : List.of(Mode.HYBRID, Mode.SNAPSHOT)) {
            Map<String, String> contents = contents(restored, mode);
            assertThat(contents).hasSize(1_000).isEqualTo(contents(backup, mode));
            for (int i = before - 999; i <= before; i++) {
                assertThat(Integer.parseInt(contents.get("key-" + i % 1_000)))
                        .isGreaterThanOrEqualTo(i)
                        .isLessThanOrEqualTo(acknowledged.get());
            }
        }
    }

    @Test
    void tool_commands_tellAndReturnWhatTheyFound() throws IOException {
        Path directory = written(Mode.HYBRID, true);

        assertThat(run(DataTool.FINE, "inspect", directory.toString())).contains("'HYBRID'", "10 entries", "closed");
        assertThat(run(DataTool.FINE, "verify", directory.toString())).doesNotContain("DAMAGE");
        assertThat(run(DataTool.FINE, "repair", directory.toString())).contains("nothing was changed");
        assertThat(run(
                        DataTool.FINE,
                        "restore",
                        directory.toString(),
                        parent.resolve("copy").toString()))
                .contains("Restored to");
        assertThat(run(DataTool.FAILED, "restore", directory.toString(), directory.toString()))
                .contains("has files");
        assertThat(run(DataTool.FAILED, "inspect", parent.toString())).contains("no MANIFEST");
        assertThat(run(DataTool.MISUSED, "inspect")).contains("Usage");
        flip(file(directory, "snapshot-"), 80);
        assertThat(run(DataTool.DAMAGED, "verify", directory.toString()))
                .contains("DAMAGE", "snapshot-", "Repair would give up");
        assertThat(run(DataTool.FINE, "repair", directory.toString()))
                .contains("Repaired", "Moved aside", "data-aside", "Given up");
        assertThat(run(DataTool.FINE, "verify", directory.toString())).doesNotContain("DAMAGE");
    }

    private static String run(int expectedExit, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            assertThat(new DataTool(stream, stream).run(List.of(arguments))).isEqualTo(expectedExit);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
