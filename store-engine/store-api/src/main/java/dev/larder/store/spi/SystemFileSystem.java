package dev.larder.store.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine's file system, by NIO. */
final class SystemFileSystem implements FileSystem {
    static final FileSystem INSTANCE = new SystemFileSystem();

    private static final boolean WINDOWS = java.io.File.separatorChar == '\\';

    private SystemFileSystem() {}

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        Path parent = absolute.getParent();
        if (Files.isDirectory(absolute)) {
            return;
        }
        if (parent != null) {
            createDirectories(parent);
        }
        Files.createDirectories(absolute);
        if (parent != null) {
            forceDirectory(parent);
        }
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Windows can't open directories, and keeps their entries safe by itself. */
    @Override
    public void forceDirectory(Path directory) throws IOException {
        if (!WINDOWS) {
            try (DataFile opened = new ChannelFile(directory, Set.of(StandardOpenOption.READ))) {
                opened.force();
            }
        }
    }

    @Override
    public DataFile open(Path file, boolean create) throws IOException {
        return new ChannelFile(file, options(create));
    }

    @Override
    public @Nullable Closeable tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, options(true));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // Not ours: the answer is the same as for another process.
        }
        channel.close();
        return null;
    }

    private static Set<StandardOpenOption> options(boolean create) {
        return create
                ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
