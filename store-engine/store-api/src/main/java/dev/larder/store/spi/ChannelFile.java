package dev.larder.store.spi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file of the machine, or a directory, which can only be forced.
 *
 * <p>Always true: an interrupt harms nothing. A channel is closed for all when a thread that uses it is interrupted, so the
 * file is opened again then, and what was going on is done again; the thread stays interrupted.
 */
final class ChannelFile implements FileSystem.DataFile {
    private final Path path;
    private final Set<StandardOpenOption> optionsAgain;
    private volatile FileChannel channel;
    private volatile boolean closed;

    ChannelFile(Path path, Set<StandardOpenOption> options) throws IOException {
        this.path = path;
        this.optionsAgain = EnumSet.copyOf(options);
        this.optionsAgain.remove(StandardOpenOption.CREATE);
        this.channel = FileChannel.open(path, options);
    }

    /** Something that can be done again if it was left half done. */
    @FunctionalInterface
    private interface Action<T> {
        T on(FileChannel channel) throws IOException;
    }

    private <T> T repeated(Action<T> action) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel used = channel;
                try {
                    return action.on(used);
                } catch (ClosedByInterruptException closedByThisThread) {
                    interrupted |= Thread.interrupted();
                    openAgain(used, closedByThisThread);
                } catch (ClosedChannelException closedByAnother) {
                    openAgain(used, closedByAnother);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void openAgain(FileChannel used, ClosedChannelException reason) throws IOException {
        if (closed) {
            throw reason;
        }
        if (channel == used) {
            channel = FileChannel.open(path, optionsAgain);
        }
    }

    @Override
    public long size() throws IOException {
        return repeated(FileChannel::size);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        return repeated(used -> {
            target.position(start);
            int total = 0;
            while (target.hasRemaining()) {
                int count = used.read(target, position + total);
                if (count < 0) {
                    break;
                }
                total += count;
            }
            return total;
        });
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        int start = source.position();
        repeated(used -> {
            source.position(start);
            while (source.hasRemaining()) {
                used.write(source, position + source.position() - start);
            }
            return source;
        });
    }

    @Override
    public void setSize(long bytes) throws IOException {
        repeated(used -> {
            if (used.size() > bytes) {
                used.truncate(bytes);
            } else if (used.size() < bytes) {
                // A mapping makes the file as long as it is, without a byte written.
                used.map(MapMode.READ_WRITE, bytes - 1, 1);
            }
            return used;
        });
    }

    @Override
    public void force() throws IOException {
        repeated(used -> {
            used.force(false);
            return used;
        });
    }

    @Override
    public FileSystem.MappedRegion map(long position, int bytes) throws IOException {
        MappedByteBuffer memory = repeated(used -> used.map(MapMode.READ_WRITE, position, bytes));
        memory.order(ByteOrder.LITTLE_ENDIAN);
        return new Mapping(memory);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }

    private record Mapping(MappedByteBuffer memory) implements FileSystem.MappedRegion {
        @Override
        public void force(int offset, int bytes) throws IOException {
            try {
                memory.force(offset, bytes);
            } catch (UncheckedIOException failure) {
                throw failure.getCause();
            }
        }
    }
}
