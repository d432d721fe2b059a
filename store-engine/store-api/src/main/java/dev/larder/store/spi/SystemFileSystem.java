package dev.larder.store.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine's file system, by NIO. */
final class SystemFileSystem implements FileSystem {
    static final FileSystem INSTANCE = new SystemFileSystem();

    private static final boolean WINDOWS = java.io.File.separatorChar == '\\';

    /**
     * What this process's own locks refused. POSIX takes a process's lock on a file away as soon as the process closes any
     * descriptor of the file, so these stay open until the lock is got through them: at most one for a file.
     */
    private static final Map<Path, FileChannel> CHANNELS_OF_REFUSED = new HashMap<>();

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
        synchronized (CHANNELS_OF_REFUSED) {
            Path key = file.toAbsolutePath().normalize();
            FileChannel kept = CHANNELS_OF_REFUSED.remove(key);
            FileChannel channel = kept == null ? FileChannel.open(file, options(true)) : kept;
            try {
                if (channel.tryLock() != null) {
                    return channel;
                }
            } catch (OverlappingFileLockException heldByThisProcess) {
                CHANNELS_OF_REFUSED.put(key, channel);
                return null;
            } catch (IOException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
            channel.close();
            return null;
        }
    }

    private static Set<StandardOpenOption> options(boolean create) {
        return create
                ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
