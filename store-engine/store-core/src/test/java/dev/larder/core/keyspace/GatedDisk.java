package dev.larder.core.keyspace;

import dev.larder.store.spi.FileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The machine's disk, of which nothing is read, once the gate is shut, until so many changes were made. */
final class GatedDisk implements FileSystem {
    private final FileSystem disk = FileSystem.system();
    private final CountDownLatch changes;
    private final CountDownLatch readers = new CountDownLatch(1);
    private volatile boolean shut;

    GatedDisk(int changeCount) {
        changes = new CountDownLatch(changeCount);
    }

    void shut() {
        shut = true;
    }

    void changed() {
        changes.countDown();
    }

    /** Waits until somebody stands before the gate. */
    void awaitReader() {
        await(readers);
    }

    private void pass() {
        if (shut) {
            readers.countDown();
            await(changes);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stranger) {
            throw new AssertionError("nobody interrupts these threads", stranger);
        }
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        disk.forceDirectory(directory);
    }

    @Override
    public @Nullable Closeable tryLock(Path file) throws IOException {
        return disk.tryLock(file);
    }

    @Override
    public DataFile open(Path file, boolean create) throws IOException {
        return new GatedFile(disk.open(file, create));
    }

    private final class GatedFile implements DataFile {
        private final DataFile file;

        GatedFile(DataFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            pass();
            return file.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            file.write(source, position);
        }

        @Override
        public void setSize(long bytes) throws IOException {
            file.setSize(bytes);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public MappedRegion map(long position, int bytes) throws IOException {
            return file.map(position, bytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
