package dev.larder.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.DirectoryLockedException;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    private static final FileSystem DISK = FileSystem.system();
    private static final LockOwner OWNER = new LockOwner(4711, "larder-host", "2026-11-22T02:00:00Z");

    @TempDir
    Path directory;

    @Test
    void acquire_heldByAnotherStore_saysByWhom() throws IOException {
        try (DirectoryLock lock = DirectoryLock.acquire(DISK, directory, OWNER)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.acquire(DISK, directory))
                    .isInstanceOf(DirectoryLockedException.class)
                    .hasMessageContaining("process 4711 on host larder-host, started 2026-11-22T02:00:00Z")
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void acquire_afterClose_succeedsAndLeavesNoOwner() throws IOException {
        DirectoryLock.acquire(DISK, directory).close();

        assertThat(directory.resolve(DirectoryLock.OWNER_NAME)).doesNotExist();
        assertThatCode(() -> DirectoryLock.acquire(DISK, directory).close()).doesNotThrowAnyException();
    }

    @Test
    void acquire_ownerWrittenByGarbage_saysThatItIsNotKnown() throws IOException {
        try (DirectoryLock lock = DirectoryLock.acquire(DISK, directory)) {
            assertThat(lock).isNotNull();
            Files.write(directory.resolve(DirectoryLock.OWNER_NAME), new byte[] {1, 2, 3, (byte) 200});

            assertThatThrownBy(() -> DirectoryLock.acquire(DISK, directory))
                    .isInstanceOf(DirectoryLockedException.class)
                    .hasMessageContaining("which process it is was not told");
        }
    }

    /** A refused attempt in the holder's own process must not let go what the holder has: POSIX locks are the process's. */
    @Test
    void acquire_refusedHereBefore_isStillRefusedToAnotherProcess() throws Exception {
        try (DirectoryLock lock = DirectoryLock.acquire(DISK, directory)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.acquire(DISK, directory))
                    .isInstanceOf(DirectoryLockedException.class);

            assertThat(answerOfAnotherProcess())
                    .contains("process " + ProcessHandle.current().pid() + " on host");
        }
    }

    @Test
    void acquire_refusedThenFreed_isGranted() throws IOException {
        DirectoryLock first = DirectoryLock.acquire(DISK, directory);
        assertThatThrownBy(() -> DirectoryLock.acquire(DISK, directory)).isInstanceOf(DirectoryLockedException.class);
        first.close();

        try (DirectoryLock second = DirectoryLock.acquire(DISK, directory)) {
            assertThat(second).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.acquire(DISK, directory))
                    .isInstanceOf(DirectoryLockedException.class);
        }
    }

    private String answerOfAnotherProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return answer;
    }

    /** Tries to lock the directory it is given, and prints what came of it. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            try (DirectoryLock lock = DirectoryLock.acquire(DISK, Path.of(arguments[0]))) {
                System.out.println("locked: " + (lock != null));
            } catch (DirectoryLockedException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }
}
