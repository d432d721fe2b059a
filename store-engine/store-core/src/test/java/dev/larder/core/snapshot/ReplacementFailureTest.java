package dev.larder.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.testkit.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A snapshot or a manifest that replaces another, with a disk that fails at each operation in turn. */
class ReplacementFailureTest {
    private static final Path DIRECTORY = Path.of("data");
    private static final Path SNAPSHOT = DIRECTORY.resolve("snapshot-7-4711");
    private static final List<String> OLD_ENTRIES = List.of("old");
    private static final List<String> NEW_ENTRIES =
            IntStream.range(0, 100).mapToObj(i -> "new " + i).toList();
    private static final int STATES_TRIED = 200;

    /** Something on a disk that is replaced as a whole. */
    private interface Replaced<T> {
        void write(PowerFailingDisk disk, T what) throws IOException;

        T read(PowerFailingDisk disk) throws IOException;
    }

    private static final Replaced<List<String>> SNAPSHOTS = new Replaced<>() {
        @Override
        public void write(PowerFailingDisk disk, List<String> entries) throws IOException {
            Snapshots.write(disk, SNAPSHOT, null, entries);
        }

        @Override
        public List<String> read(PowerFailingDisk disk) throws IOException {
            return Snapshots.read(disk, SNAPSHOT);
        }
    };

    private static final Replaced<Manifest> MANIFESTS = new Replaced<>() {
        @Override
        public void write(PowerFailingDisk disk, Manifest manifest) throws IOException {
            ManifestFile.write(disk, DIRECTORY, manifest);
        }

        @Override
        public Manifest read(PowerFailingDisk disk) throws IOException {
            return ManifestFile.read(disk, DIRECTORY);
        }
    };

    @Test
    void finish_powerFailsAtAnyOperation_oldOrNewSnapshotIsWhole() throws IOException {
        assertOldOrNewAfterPowerFailure(SNAPSHOTS, OLD_ENTRIES, NEW_ENTRIES);
    }

    @Test
    void write_powerFailsAtAnyOperation_oldOrNewManifestIsWhole() throws IOException {
        assertOldOrNewAfterPowerFailure(MANIFESTS, manifest(1), manifest(2));
    }

    @Test
    void finish_anyOperationFails_oldOrNewSnapshotAndNoTemporaryFile() throws IOException {
        assertOldOrNewAfterFailure(SNAPSHOTS, OLD_ENTRIES, NEW_ENTRIES);
    }

    @Test
    void write_anyOperationFails_oldOrNewManifestAndNoTemporaryFile() throws IOException {
        assertOldOrNewAfterFailure(MANIFESTS, manifest(1), manifest(2));
    }

    /** The name is confirmed as well as the bytes. */
    @Test
    void write_thatReturned_isThereAfterAPowerFailure() throws IOException {
        Path directory = Path.of("data");
        for (long seed = 0; seed < 20; seed++) {
            FaultyFileSystem disk = new FaultyFileSystem();
            disk.createDirectories(directory);
            ManifestFile.write(disk, directory, manifest(1));
            ManifestFile.write(disk, directory, manifest(2));

            Manifest left = ManifestFile.read(disk.crash(seed), directory);

            assertThat(left).as("seed %d", seed).isEqualTo(manifest(2));
        }
    }

    private static <T> void assertOldOrNewAfterPowerFailure(Replaced<T> replaced, T before, T after)
            throws IOException {
        int operations = operationsOfReplacing(replaced, before, after);
        for (int failing = 0; failing <= operations; failing++) {
            PowerFailingDisk disk = new PowerFailingDisk();
            replaced.write(disk, before);
            disk.failPowerAfter(failing);
            boolean acknowledged = isWritten(replaced, disk, after);
            assertThat(acknowledged).isEqualTo(failing == operations);
            for (int seed = 0; seed < STATES_TRIED; seed++) {
                T found = replaced.read(disk.afterPowerFailure(new Random(seed)));

                assertThat(found)
                        .as("power failed at operation %d of %d, seed %d", failing, operations, seed)
                        .isIn(acknowledged ? List.of(after) : List.of(before, after));
            }
        }
    }

    private static <T> void assertOldOrNewAfterFailure(Replaced<T> replaced, T before, T after) throws IOException {
        int operations = operationsOfReplacing(replaced, before, after);
        for (int failing = 0; failing < operations; failing++) {
            PowerFailingDisk disk = new PowerFailingDisk();
            replaced.write(disk, before);
            disk.failOnceAfter(failing);

            assertThat(isWritten(replaced, disk, after)).isFalse();

            assertThat(replaced.read(disk)).as("operation %d failed", failing).isIn(before, after);
            assertThat(disk.list(DIRECTORY)).as("operation %d failed", failing).hasSize(1);
        }
    }

    private static <T> int operationsOfReplacing(Replaced<T> replaced, T before, T after) throws IOException {
        PowerFailingDisk disk = new PowerFailingDisk();
        replaced.write(disk, before);
        int operationsBefore = disk.operationCount();
        replaced.write(disk, after);
        return disk.operationCount() - operationsBefore;
    }

    private static <T> boolean isWritten(Replaced<T> replaced, PowerFailingDisk disk, T what) {
        try {
            replaced.write(disk, what);
            return true;
        } catch (IOException failed) {
            assertThat(failed).isInstanceOf(PowerFailingDisk.DiskFailure.class);
            return false;
        }
    }

    private static Manifest manifest(long generation) {
        return new Manifest(
                Snapshots.STORE_ID,
                generation,
                1,
                1,
                false,
                List.of(new KeyspaceRecord(0, "users of " + generation, "HYBRID", "text", null, Map.of())),
                Map.of("filler", "x".repeat(1_000)));
    }
}
