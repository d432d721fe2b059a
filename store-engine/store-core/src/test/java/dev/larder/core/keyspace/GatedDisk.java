package dev.larder.core.keyspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The machine's disk, of which nothing is read, once the gate is shut, until so many changes were made. */
final class GatedDisk extends ForwardingFileSystem {
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

    @Override
    public DataFile open(Path file, boolean create) throws IOException {
        return new GatedFile(super.open(file, create));
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
