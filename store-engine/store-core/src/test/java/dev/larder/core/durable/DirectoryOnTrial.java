package dev.larder.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.Role;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.spi.FileSystem.DataFile;
import dev.larder.testkit.FaultyFileSystem;
import dev.larder.testkit.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A data directory on a disk in memory, whose files a test damages. */
final class DirectoryOnTrial {
    static final Path DIRECTORY = Path.of("data");

    final ManualClock clock = new ManualClock();
    FaultyFileSystem disk = new FaultyFileSystem();

    Store open() {
        return open(DIRECTORY);
    }

    Store open(Path directory) {
        return Store.open(StoreConfig.builder()
                .clock(clock)
                .seed(1)
                .disk(DiskConfig.at(directory)
                        .segmentBytes(DiskConfig.LEAST_SEGMENT_BYTES)
                        .snapshotCompression("none")
                        .fileSystem(disk)
                        .build())
                .build());
    }

    /** A keyspace of data, so that a damaged one refuses at once. */
    static Keyspace<String, String> keyspace(Store store, String name, Mode mode) {
        return store.create(
                name,
                KeyspaceConfig.<String, String>builder()
                        .persistence(Persistence.builder(mode).role(Role.DATA).build())
                        .build());
    }

    static Map<String, String> contents(Keyspace<String, String> keyspace) {
        Map<String, String> contents = new TreeMap<>();
        keyspace.iterator()
                .forEachRemaining(
                        entry -> contents.put(entry.getKey(), entry.getValue().value()));
        return contents;
    }

    /** The only file whose name begins so. */
    Path file(String prefix) throws IOException {
        assertThat(disk.list(DIRECTORY))
                .filteredOn(file -> file.getFileName().toString().startsWith(prefix))
                .hasSize(1);
        return disk.list(DIRECTORY).stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    byte[] read(Path path) throws IOException {
        try (DataFile file = disk.open(path, false)) {
            byte[] bytes = new byte[(int) file.size()];
            file.read(ByteBuffer.wrap(bytes), 0);
            return bytes;
        }
    }

    /** Puts bytes in the place of a file, for good. */
    void write(Path path, byte[] bytes) throws IOException {
        disk.delete(path);
        try (DataFile file = disk.open(path, true)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.force();
        }
        disk.forceDirectory(path.getParent());
    }

    void flip(Path path, int offset) throws IOException {
        byte[] bytes = read(path);
        bytes[offset] ^= 1;
        write(path, bytes);
    }

    /** The bytes of all files but those of the lock. */
    Map<Path, String> files(Path directory) throws IOException {
        Map<Path, String> files = new TreeMap<>();
        for (Path file : disk.list(directory)) {
            if (!file.getFileName().toString().startsWith("LOCK")) {
                files.put(file, java.util.HexFormat.of().formatHex(read(file)));
            }
        }
        return files;
    }
}
