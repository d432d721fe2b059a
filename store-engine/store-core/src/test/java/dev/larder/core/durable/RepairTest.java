package dev.larder.core.durable;

import static dev.larder.core.durable.DirectoryOnTrial.DIRECTORY;
import static dev.larder.core.durable.DirectoryOnTrial.contents;
import static dev.larder.core.durable.DirectoryOnTrial.keyspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CorruptDataException;
import dev.larder.store.Durability;
import dev.larder.store.Keyspace;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.RepairReport;
import dev.larder.store.Store;
import dev.larder.store.StoreException;
import dev.larder.testkit.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What repair keeps of a directory with any byte changed, what it gives up, and that it can be killed at any moment. */
@Timeout(120)
class RepairTest {
    private static final Path ASIDE = Path.of("aside");
    private static final int LOG_HEADER_BYTES = 52;
    private static final int LOG_PAGE_BYTES = 4096;

    private final DirectoryOnTrial directory = new DirectoryOnTrial();

    /** What was done to "users" behind its snapshot, one record each. */
    private final List<Consumer<Map<String, String>>> records = new ArrayList<>();

    private final Map<String, String> inSnapshot = new TreeMap<>();

    /** A closed directory: a snapshot of "users" and records behind it, some confirmed by marks between. */
    @BeforeEach
    void write() {
        try (Store store = directory.open()) {
            Keyspace<String, String> users = keyspace(store, "users", Mode.HYBRID);
            for (String name : List.of("ann", "bob", "cat")) {
                users.put(name, "in the snapshot");
                inSnapshot.put(name, "in the snapshot");
            }
            users.snapshot();
            put(users, "bob", "changed");
            put(users, "dan", "new");
            users.remove("cat");
            records.add(contents -> contents.remove("cat"));
            put(users, "bob", "changed again");
            put(users, "eve", "last");
        }
    }

    private void put(Keyspace<String, String> users, String key, String value) {
        users.put(key, value, Durability.SYNC);
        records.add(contents -> contents.put(key, value));
    }

    /** What is there if a record was never made; of none, what should be there. */
    private Map<String, String> without(int record) {
        Map<String, String> contents = new TreeMap<>(inSnapshot);
        for (int i = 0; i < records.size(); i++) {
            if (i != record) {
                records.get(i).accept(contents);
            }
        }
        return contents;
    }

    private StoredDirectory stored() {
        return new StoredDirectory(directory.disk, DIRECTORY);
    }

    private Map<String, String> users() {
        try (Store store = directory.open()) {
            return contents(keyspace(store, "users", Mode.HYBRID));
        }
    }

    /** Repairs, and sees that nothing is damaged then, that files are aside as they were, and that the store is of use. */
    private RepairReport repair(String place, Path damagedFile) throws IOException {
        byte[] damaged = directory.disk.exists(damagedFile) ? directory.read(damagedFile) : null;
        assertThat(stored().verify().damage()).as(place).isNotEmpty();

        RepairReport report = stored().repair(ASIDE);

        assertThat(report.remaining()).as(place).isEmpty();
        if (damaged != null) {
            Path aside = ASIDE.resolve(damagedFile.getFileName());
            assertThat(report.movedAside()).as(place).containsExactly(aside);
            assertThat(directory.read(aside)).as(place).isEqualTo(damaged);
        }
        assertThat(stored().repair(ASIDE).movedAside()).as(place).isEmpty();
        return report;
    }

    @Test
    void repair_anyByteOfTheLogFlipped_losesAtMostTheRecordOfThatByte() throws IOException {
        FaultyFileSystem whole = directory.disk;
        Path log = directory.file("log-");
        long end = stored().inspect().logFiles().get(0).bytes();
        Set<Map<String, String>> possible = new HashSet<>();
        for (int i = 0; i < records.size(); i++) {
            possible.add(without(i));
        }
        // What was overwritten behind it anyway is no loss.
        possible.remove(without(-1));
        Set<Map<String, String>> found = new HashSet<>();
        for (int at = 0; at < end; at = at == LOG_HEADER_BYTES - 1 ? LOG_PAGE_BYTES : at + 1) {
            directory.disk = whole.crash(1);
            directory.flip(log, at);
            String place = "byte " + at + " of the log";
            if (stored().inspect().damage().isEmpty()) {
                assertThat(users()).as(place).isEqualTo(without(-1));
                continue;
            }
            RepairReport report = repair(place, log);
            Map<String, String> left = users();
            if (!left.equals(without(-1))) {
                assertThat(possible).as(place).contains(left);
                assertThat(report.givenUp()).as(place).hasSize(1);
                found.add(left);
            }
            usedAgain(place, left);
        }
        assertThat(found).isEqualTo(possible);
    }

    /** A store that was repaired takes writes, and has them when it is opened again. */
    private void usedAgain(String place, Map<String, String> left) {
        try (Store store = directory.open()) {
            Keyspace<String, String> users = keyspace(store, "users", Mode.HYBRID);
            users.put("new", "after the repair");
            users.remove("ann");
        }
        Map<String, String> expected = new TreeMap<>(left);
        expected.put("new", "after the repair");
        expected.remove("ann");
        assertThat(users()).as(place).isEqualTo(expected);
    }

    @Test
    void repair_anyByteOfASnapshotFlipped_losesAtMostTheEntriesOfThatBlock() throws IOException {
        FaultyFileSystem whole = directory.disk;
        Path snapshot = directory.file("snapshot-");
        int bytes = directory.read(snapshot).length;
        Map<String, String> behindIt = without(-1);
        behindIt.remove("ann");
        int blockLosses = 0;
        for (int at = 0; at < bytes; at++) {
            directory.disk = whole.crash(1);
            directory.flip(snapshot, at);
            String place = "byte " + at + " of the snapshot";
            RepairReport report = repair(place, snapshot);
            Map<String, String> left = users();
            assertThat(report.givenUp()).as(place).hasSize(1);
            assertThat(left).as(place).isIn(behindIt, without(-1));
            blockLosses += left.equals(behindIt) ? 1 : 0;
            if (at % 16 == 0) {
                usedAgain(place, left);
            }
        }
        int headIndexAndFooterBytes = 48 + 8 + 44;
        assertThat(blockLosses).isEqualTo(bytes - headIndexAndFooterBytes);
    }

    @Test
    void repair_oneOfSeveralBlocksDamaged_keepsTheOthers() throws IOException {
        try (Store store = directory.open()) {
            Keyspace<String, String> large = keyspace(store, "large", Mode.SNAPSHOT);
            for (int i = 0; i < 9; i++) {
                large.put("key-" + i, "x".repeat(100_000));
            }
        }
        Path snapshot = directory.file("snapshot-2-");
        directory.flip(snapshot, 300_000);

        RepairReport report = repair("one block", snapshot);

        assertThat(report.givenUp()).singleElement().satisfies(lost -> assertThat(lost.message())
                .contains("4 blocks with 7 of 9 entries"));
        try (Store store = directory.open()) {
            assertThat(keyspace(store, "large", Mode.SNAPSHOT).size()).isEqualTo(7);
        }
    }

    @Test
    void repair_snapshotMissing_keepsTheRecordsBehindIt() throws IOException {
        directory.disk.delete(directory.file("snapshot-"));

        RepairReport report = repair("no snapshot", DIRECTORY.resolve("snapshot-gone"));

        assertThat(report.movedAside()).isEmpty();
        assertThat(users()).isEqualTo(Map.of("bob", "changed again", "dan", "new", "eve", "last"));
    }

    @Test
    void repair_logMissing_keepsTheSnapshot() throws IOException {
        directory.disk.delete(directory.file("log-"));
        assertThatThrownBy(directory::open)
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("log-0000000000000000001")
                .hasMessageContaining("DataTool repair");

        repair("no log", DIRECTORY.resolve("log-gone"));

        assertThat(users()).isEqualTo(inSnapshot);
        usedAgain("no log", inSnapshot);
    }

    @Test
    void repair_manifestDamaged_isRefusedAndChangesNothing() throws IOException {
        directory.flip(DIRECTORY.resolve("MANIFEST"), 30);
        Map<Path, String> before = directory.files(DIRECTORY);

        assertThatThrownBy(() -> stored().repair(ASIDE))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("MANIFEST");

        assertThat(directory.files(DIRECTORY)).isEqualTo(before);
    }

    @Test
    void repair_asideHasFiles_isRefusedAndChangesNothing() throws IOException {
        directory.disk.createDirectories(ASIDE);
        directory.write(ASIDE.resolve("something"), new byte[] {1});
        directory.flip(directory.file("log-"), LOG_PAGE_BYTES + 14);
        Map<Path, String> before = directory.files(DIRECTORY);

        assertThatThrownBy(() -> stored().repair(ASIDE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has files");

        assertThat(directory.files(DIRECTORY)).isEqualTo(before);
    }

    @Test
    void repair_powerOffAtEachOperation_isEndedByCallingItAgain() throws IOException {
        Path log = directory.file("log-");
        Path snapshot = directory.file("snapshot-");
        directory.flip(log, LOG_PAGE_BYTES + 14);
        directory.flip(snapshot, 60);
        byte[] damagedLog = directory.read(log);
        byte[] damagedSnapshot = directory.read(snapshot);
        FaultyFileSystem damaged = directory.disk;
        directory.disk = damaged.crash(1);
        stored().repair(ASIDE);
        Map<String, String> expected = users();

        boolean reached = true;
        int interrupted = 0;
        for (int operation = 0; reached; operation++) {
            for (long seed = 1; seed <= 4; seed++) {
                String place = "power off at operation " + operation + ", seed " + seed;
                directory.disk = damaged.crash(1);
                directory.disk.powerOffAt(operation);
                try {
                    stored().repair(ASIDE);
                } catch (StoreException powerIsOff) {
                    interrupted++;
                }
                reached = directory.disk.operationCount() > operation;
                directory.disk = directory.disk.crash(seed);
                if (!stored().verify().damage().isEmpty()) {
                    assertThatThrownBy(() -> users()).as(place).isInstanceOf(CorruptDataException.class);
                }

                stored().repair(ASIDE);

                assertThat(directory.read(ASIDE.resolve(log.getFileName())))
                        .as(place)
                        .isEqualTo(damagedLog);
                assertThat(directory.read(ASIDE.resolve(snapshot.getFileName())))
                        .as(place)
                        .isEqualTo(damagedSnapshot);
                assertThat(users()).as(place).isEqualTo(expected);
            }
        }
        assertThat(interrupted).isPositive();
    }
}
