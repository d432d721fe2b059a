package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.spi.FileSystem;
import dev.larder.testkit.FaultyFileSystem;
import dev.larder.testkit.ManualClock;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A keyspace that is dropped while somebody is at its files. */
class DropTest {
    private static final Path DIRECTORY = Path.of("data");

    private final FaultyFileSystem disk = new FaultyFileSystem();
    private final AtomicReference<Runnable> whenSnapshotBegins = new AtomicReference<>(() -> {});

    private Store open() {
        return Store.open(StoreConfig.builder()
                .clock(new ManualClock())
                .disk(DiskConfig.at(DIRECTORY).fileSystem(interrupted()).build())
                .build());
    }

    /** The disk, which does something once when the file of a snapshot is begun. */
    private FileSystem interrupted() {
        return (FileSystem) Proxy.newProxyInstance(
                FileSystem.class.getClassLoader(), new Class<?>[] {FileSystem.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open") && isSnapshotBegun((Path) arguments[0])) {
                        whenSnapshotBegins.getAndSet(() -> {}).run();
                    }
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private static boolean isSnapshotBegun(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("snapshot-") && name.endsWith(".tmp");
    }

    private static Keyspace<String, String> create(Store store) {
        Keyspace<String, String> keyspace = store.create(
                "things",
                KeyspaceConfig.<String, String>builder()
                        .persistence(Persistence.hybrid())
                        .build());
        keyspace.restored().toCompletableFuture().join();
        return keyspace;
    }

    @Test
    void drop_whileTheSnapshotIsWritten_deletesTheKeyspaceForGood() throws IOException {
        Store store = open();
        create(store).put("a", "1");
        whenSnapshotBegins.set(() -> store.drop("things"));

        store.snapshot();

        assertThat(disk.list(DIRECTORY))
                .noneMatch(file -> file.getFileName().toString().startsWith("snapshot-"));
        assertThat(store.disk().snapshotBytes()).isZero();
        assertThat(create(store).get("a")).isNull();
        store.close();
        try (Store again = open()) {
            assertThat(create(again).get("a")).isNull();
        }
    }
}
