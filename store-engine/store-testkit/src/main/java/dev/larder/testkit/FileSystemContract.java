package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.FileSystem.DataFile;
import dev.larder.store.spi.FileSystem.MappedRegion;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store relies on in every {@link FileSystem}, as long as the power is on. */
public abstract class FileSystemContract {
    private FileSystem fileSystem = FileSystem.system();
    private Path directory = Path.of("unset");

    /** A file system, and a directory in it that is not there yet but can be made. */
    protected abstract FileSystem fileSystem();

    protected abstract Path directory();

    @BeforeEach
    void makeDirectory() throws IOException {
        fileSystem = fileSystem();
        directory = directory();
        fileSystem.createDirectories(directory);
    }

    private Path write(String name, int... bytes) throws IOException {
        Path path = directory.resolve(name);
        try (DataFile file = fileSystem.open(path, true)) {
            ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
            for (int b : bytes) {
                buffer.put((byte) b);
            }
            file.write(buffer.flip(), 0);
            file.force();
        }
        return path;
    }

    private byte[] read(Path path) throws IOException {
        try (DataFile file = fileSystem.open(path, false)) {
            byte[] bytes = new byte[(int) file.size()];
            assertThat(file.read(ByteBuffer.wrap(bytes), 0)).isEqualTo(bytes.length);
            return bytes;
        }
    }

    @Test
    void read_written_hasTheBytes() throws IOException {
        assertThat(read(write("a", 1, 2, 3))).containsExactly(1, 2, 3);
    }

    @Test
    void read_behindTheEnd_readsNothing() throws IOException {
        try (DataFile file = fileSystem.open(write("a", 1, 2, 3), false)) {
            assertThat(file.read(ByteBuffer.allocate(10), 2)).isEqualTo(1);
            assertThat(file.read(ByteBuffer.allocate(10), 3)).isZero();
        }
    }

    @Test
    void open_missingFile_isRefused() {
        assertThatThrownBy(() -> fileSystem.open(directory.resolve("missing"), false))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void rename_ontoAnother_replacesIt() throws IOException {
        Path from = write("from", 1);
        Path to = write("to", 2);

        fileSystem.rename(from, to);
        fileSystem.forceDirectory(directory);

        assertThat(fileSystem.exists(from)).isFalse();
        assertThat(read(to)).containsExactly(1);
    }

    @Test
    void list_afterDelete_namesTheOthersInOrder() throws IOException {
        Path last = write("c", 1);
        Path deleted = write("b", 1);
        Path first = write("a", 1);

        fileSystem.delete(deleted);
        fileSystem.delete(deleted);

        assertThat(fileSystem.list(directory)).containsExactly(first, last);
    }

    @Test
    void setSize_longerAndShorter_addsZerosAndCuts() throws IOException {
        Path path = write("a", 1, 2);
        try (DataFile file = fileSystem.open(path, false)) {
            file.setSize(4);
            assertThat(read(path)).containsExactly(1, 2, 0, 0);

            file.setSize(1);
        }
        assertThat(read(path)).containsExactly(1);
    }

    @Test
    void map_writtenThere_isReadByCallsAndStaysAfterClose() throws IOException {
        Path path = write("a", new int[8192]);
        MappedRegion region;
        try (DataFile file = fileSystem.open(path, false)) {
            region = file.map(4096, 4096);
        }

        region.memory().putInt(4, 0x0102_0304);
        region.force(4, 4);

        assertThat(region.memory().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(read(path)).startsWith(new byte[4096]).containsSubsequence(4, 3, 2, 1);
    }

    @Test
    void tryLock_held_isRefusedUntilReleased() throws IOException {
        Path path = directory.resolve("LOCK");
        Closeable lock = Objects.requireNonNull(fileSystem.tryLock(path), "the first to lock");
        assertThat(fileSystem.tryLock(path)).isNull();

        lock.close();

        Objects.requireNonNull(fileSystem.tryLock(path), "after the release").close();
    }

    @Test
    void write_interruptedThread_writesAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();

        Path path = write("a", 7);
        fileSystem.forceDirectory(directory);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(read(path)).containsExactly(7);
    }
}
