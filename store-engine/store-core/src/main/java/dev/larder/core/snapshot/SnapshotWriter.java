package dev.larder.core.snapshot;

import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Compression;
import dev.larder.store.spi.FileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a snapshot, a file of entries in blocks (docs/formats/snapshot.md). The file has its name only when all of it is on
 * the disk; until then it has {@code .tmp} added.
 *
 * <p>Entries are encoded straight into the block they are stored in. After an exception only {@link #close} is of use.
 *
 * <p><b>Threads:</b> one at a time.
 */
public final class SnapshotWriter implements Closeable {
    private static final int NO_ENTRY = -1;

    /** Room for a block and the entry that is one too many for it, where entries are small. */
    private static final int BUFFER_BYTES = SnapshotFormat.BLOCK_BYTES + (4 << 10);

    private final Replacement file;
    private final long sequence;
    private final @Nullable Compression compression;
    private final WritePace pace;
    private final ByteSink index = new ByteSink(1 << 10);

    /** Room for a block's header, then entries. */
    private ByteSink block = newBuffer();

    /** Room for a block's header, then the block compressed. */
    private ByteSink packed = newBuffer();

    private int entryBegin = NO_ENTRY;
    private int blockEntryCount;
    private long count;

    /** As many bytes are left free for the next entry's length as the last one's took, so that most need not be moved. */
    private int lengthBytes = 1;

    private boolean whole = true;

    private SnapshotWriter(Replacement file, SnapshotHeader header, @Nullable Compression compression, WritePace pace) {
        this.file = file;
        this.sequence = header.sequence();
        this.compression = compression;
        this.pace = pace;
    }

    /** Begins a snapshot that is written as fast as the disk takes it. */
    public static SnapshotWriter create(
            FileSystem fileSystem, Path file, SnapshotHeader header, @Nullable Compression compression)
            throws IOException {
        return create(fileSystem, file, header, compression, WritePace.unlimited());
    }

    /**
     * Begins a snapshot.
     *
     * @param file the name it is to have, in a directory that is there; a file that has it stays until the snapshot is
     *     finished
     * @param compression for the blocks; null to store them as they are
     * @param pace how fast it may be written
     */
    public static SnapshotWriter create(
            FileSystem fileSystem, Path file, SnapshotHeader header, @Nullable Compression compression, WritePace pace)
            throws IOException {
        Replacement replacement = Replacement.begin(fileSystem, file);
        SnapshotWriter writer = new SnapshotWriter(replacement, header, compression, pace);
        try {
            byte[] encoded = SnapshotFormat.encode(header);
            replacement.append(encoded, 0, encoded.length);
        } catch (Throwable failure) {
            writer.closeAfter(failure);
            throw failure;
        }
        return writer;
    }

    /**
     * Begins an entry.
     *
     * @return what to append the entry's bytes to, and nothing else, until {@link #endEntry} is called
     */
    public ByteSink entry() {
        requireUsable();
        entryBegin = block.length();
        block.reserve(lengthBytes);
        block.advance(lengthBytes);
        return block;
    }

    /**
     * Ends the entry. Writes the block if it is full.
     *
     * @throws IOException if the file could not be written
     */
    public void endEntry() throws IOException {
        if (entryBegin == NO_ENTRY) {
            throw new IllegalStateException("no entry was begun; call entry() first");
        }
        putLength();
        blockEntryCount++;
        count++;
        if (rawBytes(block.length()) > SnapshotFormat.BLOCK_BYTES && blockEntryCount > 1) {
            writeBlock(entryBegin, blockEntryCount - 1);
        }
        entryBegin = NO_ENTRY;
        if (rawBytes(block.length()) >= SnapshotFormat.BLOCK_BYTES) {
            writeBlock(block.length(), blockEntryCount);
        }
    }

    /**
     * Writes what is left, has the disk confirm it all, and gives the file its name.
     *
     * @throws IOException if that failed; the name then stands for the file it stood for before, or for this snapshot
     */
    public SnapshotSummary finish() throws IOException {
        requireUsable();
        if (blockEntryCount > 0) {
            writeBlock(block.length(), blockEntryCount);
        }
        whole = false;
        SnapshotFormat.encodeFooter(index, file.length(), count, sequence);
        file.append(index.array(), 0, index.length());
        file.publish();
        return new SnapshotSummary(count, file.length());
    }

    /** Gives up and deletes what was written, unless the snapshot is finished. */
    @Override
    public void close() throws IOException {
        whole = false;
        file.close();
    }

    private void requireUsable() {
        if (!whole) {
            throw new IllegalStateException("the snapshot is finished or closed, or could not be written");
        }
        if (entryBegin != NO_ENTRY) {
            throw new IllegalStateException("an entry was begun and not ended; call endEntry() first");
        }
    }

    private void putLength() {
        int entryBytes = block.length() - entryBegin - lengthBytes;
        int neededBytes = Varint.bytesOf(entryBytes);
        if (neededBytes != lengthBytes) {
            byte[] array = block.reserve(Varint.MOST_BYTES);
            System.arraycopy(array, entryBegin + lengthBytes, array, entryBegin + neededBytes, entryBytes);
            block.truncate(entryBegin);
            block.advance(neededBytes + entryBytes);
            lengthBytes = neededBytes;
        }
        Varint.put(entryBytes, block.array(), entryBegin);
    }

    /** Writes the entries up to an offset; what is behind becomes the next block's. */
    private void writeBlock(int end, int entryCount) throws IOException {
        whole = false;
        int rawBytes = rawBytes(end);
        ByteSink stored = block;
        int storedEnd = end;
        int compressionId = SnapshotFormat.UNCOMPRESSED;
        if (compression != null) {
            packed.truncate(SnapshotFormat.BLOCK_HEADER_BYTES);
            compression.compress(block.array(), SnapshotFormat.BLOCK_HEADER_BYTES, rawBytes, packed);
            if (packed.length() < end) {
                stored = packed;
                storedEnd = packed.length();
                compressionId = compression.id();
            }
        }
        int number = index.length() / SnapshotFormat.INDEX_ENTRY_BYTES;
        SnapshotFormat.encodeBlockHeader(stored, storedEnd, number, rawBytes, entryCount, compressionId);
        index.putLong(file.length());
        pace.await(storedEnd);
        file.append(stored.array(), 0, storedEnd);
        beginBlock(end, blockEntryCount - entryCount);
        whole = true;
    }

    private void beginBlock(int restBegin, int restEntryCount) {
        ByteSink written = block;
        int restBytes = written.length() - restBegin;
        if (written.array().length > SnapshotFormat.MOST_KEPT_BYTES) {
            block = newBuffer();
        } else {
            block.truncate(SnapshotFormat.BLOCK_HEADER_BYTES);
        }
        block.putBytes(written.array(), restBegin, restBytes);
        blockEntryCount = restEntryCount;
        if (packed.array().length > SnapshotFormat.MOST_KEPT_BYTES) {
            packed = newBuffer();
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private static int rawBytes(int end) {
        return end - SnapshotFormat.BLOCK_HEADER_BYTES;
    }

    private static ByteSink newBuffer() {
        ByteSink buffer = new ByteSink(BUFFER_BYTES);
        buffer.advance(SnapshotFormat.BLOCK_HEADER_BYTES);
        return buffer;
    }
}
