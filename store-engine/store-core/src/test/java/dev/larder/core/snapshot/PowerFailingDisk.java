package dev.larder.core.snapshot;

import dev.larder.store.spi.FileSystem;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that fails at an operation of choice. After a power failure, of what was not confirmed some is there and
 * some is not: names one by one, bytes page by page. Not safe for use by several threads.
 */
final class PowerFailingDisk implements FileSystem {
    private static final int PAGE_BYTES = 64;

    /** The files by name, and what of the names the disk has confirmed. */
    private final Map<Path, Content> files = new TreeMap<>();

    private final Map<Path, Content> confirmedFiles = new TreeMap<>();
    private final List<NameChange> unconfirmedChanges = new ArrayList<>();
    private int operationsUntilFailure = Integer.MAX_VALUE;
    private boolean failsForGood;
    private int operationCount;

    /** What operations throw once the disk fails. */
    static final class DiskFailure extends IOException {
        private static final long serialVersionUID = 1;

        DiskFailure() {
            super("the disk was told to fail");
        }
    }

    private record NameChange(
            Path removed, @Nullable Path added, @Nullable Content content) {}

    private static final class Content {
        private byte[] bytes = new byte[0];
        private byte[] confirmedBytes = new byte[0];

        static Content confirmed(byte[] bytes) {
            Content content = new Content();
            content.bytes = bytes.clone();
            content.confirmedBytes = bytes.clone();
            return content;
        }
    }

    /** Puts a file there, confirmed. */
    void put(Path file, byte[] bytes) {
        Content content = Content.confirmed(bytes);
        files.put(file, content);
        confirmedFiles.put(file, content);
    }

    byte[] bytes(Path file) {
        return files.get(file).bytes.clone();
    }

    /** How many operations there were that change something. */
    int operationCount() {
        return operationCount;
    }

    /** Lets so many operations succeed, then one fail. */
    void failOnceAfter(int operations) {
        operationsUntilFailure = operations;
    }

    /** Lets so many operations succeed, then none. */
    void failPowerAfter(int operations) {
        operationsUntilFailure = operations;
        failsForGood = true;
    }

    /** The disk as it is found when the power is back. */
    PowerFailingDisk afterPowerFailure(Random random) {
        Map<Path, Content> found = new TreeMap<>(confirmedFiles);
        for (NameChange change : unconfirmedChanges) {
            if (random.nextBoolean()) {
                apply(change, found);
            }
        }
        PowerFailingDisk disk = new PowerFailingDisk();
        found.forEach((file, content) -> disk.put(file, torn(content, random)));
        return disk;
    }

    private static byte[] torn(Content content, Random random) {
        int length = random.nextBoolean() ? content.bytes.length : content.confirmedBytes.length;
        byte[] torn = new byte[length];
        for (int page = 0; page < length; page += PAGE_BYTES) {
            byte[] source = random.nextBoolean() ? content.bytes : content.confirmedBytes;
            int count = Math.min(PAGE_BYTES, Math.min(length, source.length) - page);
            if (count > 0) {
                System.arraycopy(source, page, torn, page, count);
            }
        }
        return torn;
    }

    @Override
    public boolean exists(Path path) {
        return files.containsKey(path);
    }

    @Override
    public void createDirectories(Path directory) {}

    @Override
    public List<Path> list(Path directory) {
        return List.copyOf(files.keySet());
    }

    @Override
    public void delete(Path file) throws IOException {
        countOperation();
        if (files.containsKey(file)) {
            change(new NameChange(file, null, null));
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        countOperation();
        change(new NameChange(from, to, files.get(from)));
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        countOperation();
        confirmedFiles.clear();
        confirmedFiles.putAll(files);
        unconfirmedChanges.clear();
    }

    @Override
    public DataFile open(Path file, boolean create) throws IOException {
        if (!files.containsKey(file)) {
            if (!create) {
                throw new FileNotFoundException(file.toString());
            }
            countOperation();
            change(new NameChange(file, file, new Content()));
        }
        return new OpenFile(files.get(file));
    }

    @Override
    public @Nullable Closeable tryLock(Path file) {
        throw new UnsupportedOperationException("nobody locks this disk");
    }

    private void change(NameChange change) {
        apply(change, files);
        unconfirmedChanges.add(change);
    }

    private static void apply(NameChange change, Map<Path, Content> files) {
        files.remove(change.removed());
        if (change.added() != null) {
            files.put(change.added(), change.content());
        }
    }

    private void countOperation() throws DiskFailure {
        operationCount++;
        if (operationsUntilFailure-- == 0) {
            operationsUntilFailure = failsForGood ? 0 : Integer.MAX_VALUE;
            throw new DiskFailure();
        }
    }

    private final class OpenFile implements DataFile {
        private final Content content;

        OpenFile(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.bytes.length;
        }

        @Override
        public int read(ByteBuffer target, long position) {
            int count = (int) Math.max(0, Math.min(target.remaining(), content.bytes.length - position));
            target.put(content.bytes, (int) Math.min(position, content.bytes.length), count);
            return count;
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            countOperation();
            int end = (int) position + source.remaining();
            content.bytes = Arrays.copyOf(content.bytes, Math.max(end, content.bytes.length));
            source.get(content.bytes, (int) position, source.remaining());
        }

        @Override
        public void setSize(long bytes) throws IOException {
            countOperation();
            content.bytes = Arrays.copyOf(content.bytes, (int) bytes);
        }

        @Override
        public void force() throws IOException {
            countOperation();
            content.confirmedBytes = content.bytes.clone();
        }

        @Override
        public MappedRegion map(long position, int bytes) {
            throw new UnsupportedOperationException("nobody maps this disk");
        }

        @Override
        public void close() {}
    }
}
