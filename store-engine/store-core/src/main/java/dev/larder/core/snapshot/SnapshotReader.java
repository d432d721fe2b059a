package dev.larder.core.snapshot;

import dev.larder.store.CorruptDataException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Compression;
import dev.larder.store.spi.FileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * Reads a snapshot (docs/formats/snapshot.md). Nothing is handed out that its checksum does not vouch for.
 *
 * <p>Damage is told by {@link dev.larder.store.CorruptDataException}; an {@link IOException} means that the disk could not
 * be read.
 *
 * <p><b>Threads:</b> any number. Each that reads a block has two buffers of a block's size, which are used again.
 */
public final class SnapshotReader implements Closeable {
    private final Path file;
    private final FileSystem.DataFile data;
    private final IntFunction<Compression> compressions;
    private final SnapshotHeader header;
    private final SnapshotFormat.Footer footer;
    private final long[] offsets;
    private final Queue<Block> idleBlocks = new ConcurrentLinkedQueue<>();

    private SnapshotReader(Path file, FileSystem.DataFile data, IntFunction<Compression> compressions)
            throws IOException {
        this.file = file;
        this.data = data;
        this.compressions = compressions;
        long fileBytes = data.size();
        int leastBytes = SnapshotFormat.HEADER_BYTES + SnapshotFormat.FOOTER_BYTES;
        if (fileBytes < leastBytes) {
            throw Damage.at(file, fileBytes, "at least %d bytes expected, found %d", leastBytes, fileBytes);
        }
        header =
                SnapshotFormat.decodeHeader(file, read(0, (int) Math.min(fileBytes, SnapshotFormat.MOST_HEADER_BYTES)));
        footer = SnapshotFormat.decodeFooter(
                file, read(fileBytes - SnapshotFormat.FOOTER_BYTES, SnapshotFormat.FOOTER_BYTES), fileBytes, header);
        offsets = SnapshotFormat.decodeIndex(file, read(footer.indexOffset(), bytesOfIndex(footer)), footer);
    }

    /**
     * Opens a snapshot and checks all but its blocks.
     *
     * @param compressions the compression of an id; throws a {@link dev.larder.store.StoreException} that says what to add
     *     to the class path if there is none
     * @throws dev.larder.store.CorruptDataException if the file is damaged or missing
     * @throws dev.larder.store.StoreException if a later release wrote it in a form that this one does not know
     */
    public static SnapshotReader open(FileSystem fileSystem, Path file, IntFunction<Compression> compressions)
            throws IOException {
        if (!fileSystem.exists(file)) {
            throw Damage.at(file, 0, "a snapshot expected, found no such file");
        }
        FileSystem.DataFile data = fileSystem.open(file, false);
        try {
            return new SnapshotReader(file, data, compressions);
        } catch (Throwable failure) {
            try {
                data.close();
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /** Whose snapshot it is, and of when. */
    public SnapshotHeader header() {
        return header;
    }

    /**
     * Looks whether it is the snapshot that somebody expects.
     *
     * @throws dev.larder.store.CorruptDataException if it is one of another store, keyspace or time
     */
    public void require(SnapshotHeader expected) {
        SnapshotFormat.requireSame(file, expected, header);
    }

    /** How many entries it has. */
    public long count() {
        return footer.count();
    }

    /** The file's length. */
    public long bytes() {
        return footer.indexOffset() + bytesOfIndex(footer) + SnapshotFormat.FOOTER_BYTES;
    }

    /** How many blocks it has. */
    public int blockCount() {
        return footer.blockCount();
    }

    /**
     * Reads a block's entries, in the order in which they were written.
     *
     * @param number the block's, from 0
     * @return how many entries it has
     * @throws dev.larder.store.CorruptDataException if the block is damaged; none of its entries was visited then
     */
    public int readBlock(int number, EntryVisitor visitor) throws IOException {
        Block idle = idleBlocks.poll();
        Block block = idle == null ? new Block(file, compressions) : idle;
        block.load(data, offsets[number], bytesOfBlock(number), number);
        block.visit(visitor);
        int entryCount = block.entryCount();
        if (block.isWorthKeeping()) {
            idleBlocks.add(block);
        }
        return entryCount;
    }

    /**
     * Reads all entries, in no particular order: blocks are read by this thread and by those of the executor that find the
     * time while it does. Returns when all have been visited.
     *
     * @param threads how many threads at most, with this one
     * @param visitor called from all of them
     * @throws dev.larder.store.CorruptDataException if the file is damaged; some entries may have been visited
     */
    public void readAll(Executor executor, int threads, EntryVisitor visitor) throws IOException {
        AtomicLong visitedCount = new AtomicLong();
        ParallelBlocks.run(
                blockCount(), executor, threads, number -> visitedCount.addAndGet(readBlock(number, visitor)));
        if (visitedCount.get() != count()) {
            throw Damage.at(
                    file,
                    bytes() - SnapshotFormat.FOOTER_BYTES,
                    "%d entries expected, found %d",
                    count(),
                    visitedCount.get());
        }
    }

    /** Reads all blocks and checks them as they are stored; needs no compression. Returns the damage of each that is damaged. */
    public List<CorruptDataException> verify() throws IOException {
        List<CorruptDataException> damages = new ArrayList<>();
        Block block = new Block(file, compressions);
        for (int number = 0; number < blockCount(); number++) {
            try {
                block.loadPacked(data, offsets[number], bytesOfBlock(number), number);
            } catch (CorruptDataException damage) {
                damages.add(damage);
            }
        }
        return damages;
    }

    /**
     * Copies the snapshot, byte by byte the same, and checks every checksum on the way; needs no compression. The copy has its
     * name only when all of it is on its disk.
     *
     * @param target the copy's name, in a directory that is there
     * @throws dev.larder.store.CorruptDataException if this file is damaged; there is no copy then
     */
    public void copyTo(FileSystem targetFileSystem, Path target) throws IOException {
        try (Replacement copy = Replacement.begin(targetFileSystem, target)) {
            byte[] encodedHeader = SnapshotFormat.encode(header);
            copy.append(encodedHeader, 0, encodedHeader.length);
            Block block = new Block(file, compressions);
            ByteSink index = new ByteSink(bytesOfIndex(footer) + SnapshotFormat.FOOTER_BYTES);
            for (int number = 0; number < blockCount(); number++) {
                int blockBytes = bytesOfBlock(number);
                copy.append(block.loadPacked(data, offsets[number], blockBytes, number), 0, blockBytes);
                index.putLong(offsets[number]);
            }
            SnapshotFormat.encodeFooter(index, footer.indexOffset(), count(), header.sequence());
            copy.append(index.array(), 0, index.length());
            copy.publish();
        }
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        data.close();
    }

    private int bytesOfBlock(int number) {
        return (int) (offsets[number + 1] - offsets[number]);
    }

    private static int bytesOfIndex(SnapshotFormat.Footer footer) {
        return footer.blockCount() * SnapshotFormat.INDEX_ENTRY_BYTES;
    }

    private byte[] read(long offset, int count) throws IOException {
        byte[] bytes = new byte[count];
        int readCount = data.read(ByteBuffer.wrap(bytes), offset);
        if (readCount != count) {
            throw Damage.at(file, offset + readCount, "%d more bytes expected, found the end", count - readCount);
        }
        return bytes;
    }
}
