package dev.larder.core.keyspace;

import dev.larder.store.spi.FileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The machine's file system, on which whoever opens a file of some name can be made to wait. Safe from any thread. */
final class PausingFileSystem implements FileSystem {
    private final FileSystem disk = FileSystem.system();
    private volatile @Nullable Pause pause;

    /** A wait of those who open files. */
    static final class Pause {
        private final String prefix;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        private Pause(String prefix) {
            this.prefix = prefix;
        }

        /** Waits until somebody waits. */
        void awaitReached() {
            await(reached);
        }

        /** Lets those go on who wait. */
        void end() {
            ended.countDown();
        }
    }

    /** From now on, who opens a file whose name begins so waits for the pause's end. */
    Pause pauseAt(String prefix) {
        Pause begun = new Pause(prefix);
        pause = begun;
        return begun;
    }

    @Override
    public DataFile open(Path file, boolean create) throws IOException {
        Pause waited = pause;
        if (waited != null && file.getFileName().toString().startsWith(waited.prefix)) {
            waited.reached.countDown();
            await(waited.ended);
        }
        return disk.open(file, create);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError("the test was stopped while it waited", stopped);
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
}
