package dev.larder.testkit;

import dev.larder.store.spi.FileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory that fails as disks do. {@link #crash} gives the file system that is found after a power failure:
 * of what was not confirmed, any sector of any file and any change of a name may be there or not. Besides, the power can go
 * off at any operation, any one of them or a force can fail, and the room can run out. The same seed gives the same faults.
 *
 * <p>An operation is a call that changes something or has something confirmed; they are counted, so that a test can walk
 * over each of them. Safe for use by any number of threads.
 */
public final class FaultyFileSystem implements FileSystem {
    /** A change of a directory: a file has a name, or has it no more. */
    private record NameChange(Path name, @Nullable FaultyContent content) {}

    private static final double[] KEPT_SHARES = {0, 0.1, 0.5, 0.9, 1};
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<Path, FaultyContent> names = new TreeMap<>();
    private final Map<Path, FaultyContent> confirmedNames = new HashMap<>();

    /** Not confirmed, oldest first. What is one step, as a rename is, is one list. */
    private final List<List<NameChange>> nameChanges = new ArrayList<>();

    private final Set<Path> directories = new HashSet<>();
    private final Set<Path> locked = new HashSet<>();
    private long operationCount;
    private long forceCount;
    private long powerOffAt = NEVER;
    private long failingOperation = NEVER;
    private long fullFrom = NEVER;
    private long sectorsLimit = NEVER;
    private long failingForce = NEVER;
    private boolean failsOnce;
    private RandomGenerator failureRandom = new Random(0);

    /** How many operations there were. */
    public synchronized long operationCount() {
        return operationCount;
    }

    /** How many of them were to have something confirmed. */
    public synchronized long forceCount() {
        return forceCount;
    }

    /** Lets an operation, counted from 0, and all after it do nothing and fail. */
    public synchronized void powerOffAt(long operation) {
        powerOffAt = operation;
    }

    /** Lets one operation, counted from 0, do nothing and fail; those after it succeed. */
    public synchronized void failOperation(long operation) {
        failingOperation = operation;
    }

    /** Lets whatever needs room fail from an operation on, counted from 0, until {@link #makeRoom}. */
    public synchronized void fillAt(long operation) {
        fullFrom = operation;
    }

    /** Lets the disk have room for so many bytes in all, in whole sectors. */
    public synchronized void limitRoom(long bytes) {
        sectorsLimit = bytes / FaultyContent.SECTOR_BYTES;
    }

    /** Lets the disk have room without end. */
    public synchronized void makeRoom() {
        fullFrom = NEVER;
        sectorsLimit = NEVER;
    }

    /**
     * Lets a force fail. Of what it was to confirm, some is on the disk; the rest is in memory alone and taken for confirmed
     * from then on, as Linux does, unless it is written again.
     *
     * @param force which, counted from 0 over files and directories
     * @param once whether later ones succeed
     */
    public synchronized void failForce(long force, boolean once, long seed) {
        failingForce = force;
        failsOnce = once;
        failureRandom = new Random(seed);
    }

    /** What is found after a power failure now. This file system stays as it is. */
    public synchronized FaultyFileSystem crash(long seed) {
        Random random = new Random(seed);
        double keptShare = KEPT_SHARES[random.nextInt(KEPT_SHARES.length)];
        Map<Path, FaultyContent> left = new TreeMap<>(confirmedNames);
        // A journaling file system keeps changes of names up to some point; another may keep any of them.
        boolean inOrder = random.nextBoolean();
        boolean lostOne = false;
        for (List<NameChange> step : nameChanges) {
            boolean kept = random.nextDouble() < keptShare && !(inOrder && lostOne);
            lostOne |= !kept;
            if (kept) {
                step.forEach(change -> apply(change, left));
            }
        }
        FaultyFileSystem after = new FaultyFileSystem();
        after.directories.addAll(directories);
        Map<FaultyContent, FaultyContent> contents = new HashMap<>();
        left.forEach((name, content) -> after.names.put(
                name, contents.computeIfAbsent(content, unconfirmed -> unconfirmed.afterCrash(random, keptShare))));
        after.confirmedNames.putAll(after.names);
        return after;
    }

    private static void apply(NameChange change, Map<Path, FaultyContent> names) {
        if (change.content == null) {
            names.remove(change.name);
        } else {
            names.put(change.name, change.content);
        }
    }

    private void change(NameChange... step) {
        nameChanges.add(List.of(step));
        for (NameChange change : step) {
            apply(change, names);
        }
    }

    /** Counts an operation, and lets it fail if the power is off. */
    private void begin(Path path) throws IOException {
        long operation = operationCount++;
        if (operation >= powerOffAt) {
            throw new IOException("The power is off: " + path);
        }
        if (operation == failingOperation) {
            throw new IOException("Input/output error: " + path);
        }
    }

    private void beginWithRoom(Path path, long sectorsWanted) throws IOException {
        begin(path);
        long used =
                names.values().stream().mapToLong(FaultyContent::sectorsUsed).sum();
        if (operationCount > fullFrom || used + sectorsWanted > sectorsLimit) {
            throw new IOException("No space left on device: " + path);
        }
    }

    /** Counts a force; whether it is to fail. */
    private boolean beginForce(Path path) throws IOException {
        begin(path);
        long force = forceCount++;
        return failsOnce ? force == failingForce : force >= failingForce;
    }

    private static IOException failedForce(Path path) {
        return new IOException("Input/output error: " + path);
    }

    @Override
    public synchronized boolean exists(Path path) {
        return names.containsKey(path) || directories.contains(path);
    }

    @Override
    public synchronized void createDirectories(Path directory) throws IOException {
        begin(directory);
        for (Path path = directory; path != null; path = path.getParent()) {
            directories.add(path);
        }
    }

    @Override
    public synchronized List<Path> list(Path directory) throws IOException {
        if (!directories.contains(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        return names.keySet().stream()
                .filter(name -> directory.equals(name.getParent()))
                .toList();
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        begin(file);
        if (names.containsKey(file)) {
            change(new NameChange(file, null));
        }
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        begin(from);
        FaultyContent content = contentOf(from);
        change(new NameChange(from, null), new NameChange(to, content));
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        if (beginForce(directory)) {
            throw failedForce(directory);
        }
        for (List<NameChange> step : nameChanges) {
            for (NameChange change : step) {
                if (directory.equals(change.name.getParent())) {
                    apply(change, confirmedNames);
                }
            }
        }
        // Of a rename to another directory the other half is left.
        nameChanges.replaceAll(step -> step.stream()
                .filter(change -> !directory.equals(change.name.getParent()))
                .toList());
        nameChanges.removeIf(List::isEmpty);
    }

    @Override
    public synchronized DataFile open(Path file, boolean create) throws IOException {
        if (!names.containsKey(file) && create) {
            if (!directories.contains(file.getParent())) {
                throw new NoSuchFileException(file.getParent() + " (the directory of " + file + ")");
            }
            beginWithRoom(file, 1);
            change(new NameChange(file, new FaultyContent()));
        }
        return new OpenFile(file, contentOf(file));
    }

    private FaultyContent contentOf(Path file) throws NoSuchFileException {
        FaultyContent content = names.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        return content;
    }

    @Override
    public synchronized @Nullable Closeable tryLock(Path file) throws IOException {
        open(file, true).close();
        return locked.add(file) ? () -> unlock(file) : null;
    }

    private synchronized void unlock(Path file) {
        locked.remove(file);
    }

    private final class OpenFile implements DataFile {
        private final Path path;
        private final FaultyContent content;
        private boolean closed;

        OpenFile(Path path, FaultyContent content) {
            this.path = path;
            this.content = content;
        }

        private void requireOpen() throws IOException {
            if (closed) {
                throw new IOException("The file was closed before it was used: " + path);
            }
        }

        @Override
        public long size() throws IOException {
            synchronized (FaultyFileSystem.this) {
                requireOpen();
                return content.size();
            }
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            synchronized (FaultyFileSystem.this) {
                requireOpen();
                return content.read(target, position);
            }
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            synchronized (FaultyFileSystem.this) {
                requireOpen();
                beginWithRoom(path, content.sectorsWanted(position, source.remaining()));
                content.write(source, position);
            }
        }

        @Override
        public void setSize(long bytes) throws IOException {
            synchronized (FaultyFileSystem.this) {
                requireOpen();
                begin(path);
                content.setSize(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            forceRange(path, content, 0, content.size());
        }

        @Override
        public MappedRegion map(long position, int bytes) throws IOException {
            synchronized (FaultyFileSystem.this) {
                requireOpen();
                return new Region(path, content, position, content.map(position, bytes));
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private synchronized void forceRange(Path path, FaultyContent content, long position, long bytes)
            throws IOException {
        if (beginForce(path)) {
            content.failToConfirm(position, bytes, failureRandom);
            throw failedForce(path);
        }
        content.confirm(position, bytes);
    }

    private final class Region implements MappedRegion {
        private final Path path;
        private final FaultyContent content;
        private final long position;
        private final ByteBuffer memory;

        Region(Path path, FaultyContent content, long position, ByteBuffer memory) {
            this.path = path;
            this.content = content;
            this.position = position;
            this.memory = memory;
        }

        @Override
        public ByteBuffer memory() {
            return memory;
        }

        @Override
        public void force(int offset, int bytes) throws IOException {
            forceRange(path, content, position + offset, bytes);
        }
    }
}
