package dev.larder.core.durable;

import static dev.larder.core.durable.DirectoryOnTrial.DIRECTORY;
import static dev.larder.core.durable.DirectoryOnTrial.contents;
import static dev.larder.core.durable.DirectoryOnTrial.keyspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CorruptDataException;
import dev.larder.store.Keyspace;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Snapshots that are damaged, missing, or not the keyspace's own: what is refused, and that nothing more is lost by it. */
class DamagedSnapshotTest {
    private static final int FOOTER_BYTES = 44;
    private static final String REPAIR = "dev.larder.core.tool.DataTool repair " + DIRECTORY;

    private final DirectoryOnTrial directory = new DirectoryOnTrial();
    private Path snapshot = DIRECTORY;

    /** A closed directory: "users" in a snapshot and a record behind it, which a record of "held" keeps the log for. */
    @BeforeEach
    void write() throws IOException {
        try (Store store = directory.open()) {
            Keyspace<String, String> users = keyspace(store, "users", Mode.HYBRID);
            users.put("ann", "in the snapshot");
            users.put("bob", "in the snapshot");
            users.snapshot();
            users.put("bob", "behind it");
            keyspace(store, "others", Mode.HYBRID).put("key", "value");
        }
        snapshot = directory.file("snapshot-");
    }

    /** A damage that shows without reading blocks. */
    private record Harm(String name, Change change) {
        @FunctionalInterface
        interface Change {
            void make(DirectoryOnTrial directory, Path snapshot) throws IOException;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Harm flipped(String name, int at) {
        return new Harm(name + " flipped", (directory, file) -> {
            int offset = at < 0 ? directory.read(file).length + at : at;
            directory.flip(file, offset);
        });
    }

    static Stream<Harm> harms() {
        return Stream.of(
                new Harm("missing", (directory, file) -> directory.disk.delete(file)),
                new Harm("empty", (directory, file) -> directory.write(file, new byte[0])),
                new Harm("a byte short", (directory, file) -> {
                    byte[] bytes = directory.read(file);
                    directory.write(file, Arrays.copyOf(bytes, bytes.length - 1));
                }),
                new Harm("a byte long", (directory, file) -> {
                    byte[] bytes = directory.read(file);
                    directory.write(file, Arrays.copyOf(bytes, bytes.length + 1));
                }),
                flipped("magic", 0),
                flipped("store id", 16),
                flipped("sequence", 32),
                flipped("keyspace id", 40),
                flipped("footer", -FOOTER_BYTES),
                flipped("end", -1),
                flipped("index", -FOOTER_BYTES - 1),
                new Harm(
                        "another store's",
                        (directory, file) -> directory.write(file, snapshotOf(new DirectoryOnTrial(), "users", 1))),
                new Harm(
                        "another keyspace's",
                        (directory, file) -> directory.write(file, later(directory, "others", 2))),
                new Harm(
                        "one of another time",
                        (directory, file) -> directory.write(file, later(directory, "users", 1))));
    }

    /** A snapshot that the same store takes later, in a copy of the directory. */
    private static byte[] later(DirectoryOnTrial directory, String name, int id) throws IOException {
        DirectoryOnTrial copy = new DirectoryOnTrial();
        copy.disk = directory.disk.crash(1);
        return snapshotOf(copy, name, id);
    }

    private static byte[] snapshotOf(DirectoryOnTrial directory, String name, int id) throws IOException {
        try (Store store = directory.open()) {
            Keyspace<String, String> keyspace = keyspace(store, name, Mode.HYBRID);
            keyspace.put("later", "value");
            keyspace.snapshot();
        }
        return directory.read(directory.file("snapshot-" + id + "-"));
    }

    @ParameterizedTest
    @MethodSource("harms")
    void open_damageOutsideOfBlocks_refusesWithFileWhatIsIntactAndTheRepairAndChangesNothing(Harm harm)
            throws IOException {
        harm.change.make(directory, snapshot);
        Map<Path, String> before = directory.files(DIRECTORY);

        assertThatThrownBy(directory::open)
                .isInstanceOfSatisfying(CorruptDataException.class, refused -> assertThat(refused.file())
                        .isEqualTo(snapshot))
                .hasMessageContaining("'users'")
                .hasMessageContaining("Intact are")
                .hasMessageContaining(REPAIR);

        assertThat(directory.files(DIRECTORY)).isEqualTo(before);
    }

    @Test
    void create_blockDamaged_refusesThatKeyspaceAloneAndLosesNothingBehindTheSnapshot() throws IOException {
        byte[] whole = directory.read(snapshot);
        directory.flip(snapshot, 48);
        try (Store store = directory.open()) {
            assertThatThrownBy(() -> keyspace(store, "users", Mode.HYBRID))
                    .isInstanceOfSatisfying(CorruptDataException.class, refused -> {
                        assertThat(refused.file()).isEqualTo(snapshot);
                        assertThat(refused.offset()).isEqualTo(48);
                    })
                    .hasMessageContaining("Intact are 0 blocks with 0 of 2 entries")
                    .hasMessageContaining(REPAIR);
            Keyspace<String, String> others = keyspace(store, "others", Mode.HYBRID);
            others.put("key", "new value");
            store.snapshot();
            assertThat(store.close("users")).isFalse();
            store.snapshot();
            assertThat(contents(others)).containsOnlyKeys("key");
        }

        directory.write(snapshot, whole);
        try (Store store = directory.open()) {
            assertThat(contents(keyspace(store, "users", Mode.HYBRID)))
                    .isEqualTo(Map.of("ann", "in the snapshot", "bob", "behind it"));
            assertThat(contents(keyspace(store, "others", Mode.HYBRID))).isEqualTo(Map.of("key", "new value"));
        }
    }

    @Test
    void snapshot_blockOfAKeyspaceThatNobodyHasDamaged_isToldAndLosesNothing() throws IOException {
        byte[] whole = directory.read(snapshot);
        directory.flip(snapshot, 48);
        try (Store store = directory.open()) {
            Keyspace<String, String> others = keyspace(store, "others", Mode.HYBRID);
            others.put("key", "new value");

            assertThatThrownBy(store::snapshot)
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("'users'")
                    .hasMessageContaining(REPAIR);
            assertThat(directory.disk.list(DIRECTORY))
                    .anyMatch(file -> file.getFileName().toString().startsWith("snapshot-2-"));
        }

        directory.write(snapshot, whole);
        try (Store store = directory.open()) {
            assertThat(contents(keyspace(store, "users", Mode.HYBRID)))
                    .isEqualTo(Map.of("ann", "in the snapshot", "bob", "behind it"));
        }
    }
}
