package dev.larder.core.durable;

import static dev.larder.core.durable.DirectoryOnTrial.contents;
import static dev.larder.core.durable.DirectoryOnTrial.keyspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CorruptDataException;
import dev.larder.store.Keyspace;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import dev.larder.store.StoreException;
import dev.larder.testkit.FaultyFileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Backups that are made while others work, or that are cut short. */
@Timeout(120)
class BackupTest {
    private static final Path BACKUP = Path.of("backup");
    private static final int KEYS = 200;

    private final DirectoryOnTrial directory = new DirectoryOnTrial();

    @Test
    void backup_powerOffAtEachOperation_isWholeOrRefused() throws Exception {
        try (Store store = directory.open()) {
            Keyspace<String, String> users = keyspace(store, "users", Mode.HYBRID);
            users.put("ann", "in the snapshot");
            users.snapshot();
            users.put("bob", "behind it");
        }
        FaultyFileSystem whole = directory.disk;
        int refused = 0;
        boolean reached = true;
        for (int operation = 0; reached; operation++) {
            directory.disk = whole.crash(1);
            Store store = directory.open();
            directory.disk.powerOffAt(directory.disk.operationCount() + operation);
            reached = failsFor(() -> store.backup(BACKUP));
            for (long seed = 1; seed <= 4; seed++) {
                DirectoryOnTrial after = new DirectoryOnTrial();
                after.disk = directory.disk.crash(seed);
                if (!after.disk.exists(BACKUP) || after.disk.list(BACKUP).isEmpty()) {
                    continue;
                }
                String place = "power off at operation " + operation + ", seed " + seed;
                if (after.disk.exists(BACKUP.resolve("MANIFEST"))) {
                    try (Store backup = after.open(BACKUP)) {
                        assertThat(contents(keyspace(backup, "users", Mode.HYBRID)))
                                .as(place)
                                .isEqualTo(Map.of("ann", "in the snapshot", "bob", "behind it"));
                    }
                } else {
                    refused++;
                    assertThatThrownBy(() -> after.open(BACKUP), place)
                            .isInstanceOf(CorruptDataException.class)
                            .hasMessageContaining("never finished");
                    assertThatThrownBy(() -> new StoredDirectory(after.disk, BACKUP).verify(), place)
                            .isInstanceOf(StoreException.class)
                            .hasMessageContaining("never finished");
                }
            }
            failsFor(store::close);
        }
        assertThat(refused).isPositive();
    }

    private static boolean failsFor(Runnable call) {
        try {
            call.run();
            return false;
        } catch (StoreException powerIsOff) {
            return true;
        }
    }

    @Test
    void backup_whileOthersWriteAndTakeSnapshots_hasAllThatWasAcknowledgedBefore() throws Exception {
        AtomicInteger acknowledged = new AtomicInteger(-1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (Store store = directory.open()) {
            Keyspace<String, String> logged = keyspace(store, "logged", Mode.HYBRID);
            Keyspace<String, String> snapshotted = keyspace(store, "snapshotted", Mode.SNAPSHOT);
            List<Thread> others = List.of(
                    new Thread(() -> {
                        for (int i = 0; !ended.get(); i++) {
                            logged.put("key-" + i % KEYS, Integer.toString(i));
                            snapshotted.put("key-" + i % KEYS, Integer.toString(i));
                            acknowledged.set(i);
                        }
                    }),
                    new Thread(() -> {
                        while (!ended.get()) {
                            store.snapshot();
                        }
                    }));
            others.forEach(thread -> thread.setUncaughtExceptionHandler((t, thrown) -> failure.set(thrown)));
            others.forEach(Thread::start);
            for (int round = 1; round <= 5; round++) {
                while (acknowledged.get() < round * KEYS && failure.get() == null) {
                    Thread.onSpinWait();
                }
                int before = acknowledged.get();
                Path target = Path.of("backup-" + round);
                store.backup(target);
                requireSince(before, target);
            }
            ended.set(true);
            for (Thread thread : others) {
                thread.join();
            }
        }
        assertThat(failure.get()).isNull();
    }

    /** Whether a backup has what was acknowledged before it was begun, or something newer. */
    private void requireSince(int before, Path target) {
        assertThat(new StoredDirectory(directory.disk, target).verify().damage())
                .as("damage of %s", target)
                .isEmpty();
        try (Store backup = directory.open(target)) {
            for (String name : List.of("logged", "snapshotted")) {
                Mode mode = name.equals("logged") ? Mode.HYBRID : Mode.SNAPSHOT;
                Map<String, String> contents = contents(keyspace(backup, name, mode));
                assertThat(contents).hasSize(KEYS);
                for (int i = before - KEYS + 1; i <= before; i++) {
                    assertThat(Integer.parseInt(contents.getOrDefault("key-" + i % KEYS, "-1")))
                            .as("key-%d of %s in %s", i % KEYS, name, target)
                            .isGreaterThanOrEqualTo(i);
                }
            }
        }
    }
}
