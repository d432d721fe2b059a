package dev.larder.core.snapshot;

import dev.larder.store.CodecException;
import dev.larder.store.CorruptDataException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Compression;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * The buffers that blocks of a snapshot are read with, one after the other: the bytes as they are in the file, and as they
 * were before they were compressed. Not safe for use by several threads at once.
 */
final class Block {
    private final Path file;
    private final IntFunction<Compression> compressions;
    private byte[] stored = new byte[0];
    private byte[] unpacked = new byte[0];

    private long offset;
    private int entryCount;
    private byte[] entries = stored;
    private int entriesBegin;
    private int entriesEnd;

    Block(Path file, IntFunction<Compression> compressions) {
        this.file = file;
        this.compressions = compressions;
    }

    /**
     * Reads a block and checks it.
     *
     * @param blockBytes the block's length with its header
     */
    void load(FileSystem.DataFile data, long blockOffset, int blockBytes, int number) throws IOException {
        SnapshotFormat.BlockHeader header = loadStored(data, blockOffset, blockBytes, number);
        if (header.compressionId() == SnapshotFormat.UNCOMPRESSED) {
            entries = stored;
            entriesBegin = SnapshotFormat.BLOCK_HEADER_BYTES;
        } else {
            unpack(header);
            entries = unpacked;
            entriesBegin = 0;
        }
        entriesEnd = entriesBegin + header.rawBytes();
        requireWholeEntries();
    }

    /** Reads a block and checks it as it is stored, and returns its bytes with the header, followed by others. */
    byte[] loadPacked(FileSystem.DataFile data, long blockOffset, int blockBytes, int number) throws IOException {
        loadStored(data, blockOffset, blockBytes, number);
        return stored;
    }

    /** Reads a block and checks it as it is stored, and gives it another number; returns it like {@link #loadPacked}. */
    byte[] loadRenumbered(FileSystem.DataFile data, long blockOffset, int blockBytes, int number, int newNumber)
            throws IOException {
        SnapshotFormat.BlockHeader header = loadStored(data, blockOffset, blockBytes, number);
        ByteSink renumbered = new ByteSink(blockBytes);
        renumbered.putBytes(stored, 0, blockBytes);
        SnapshotFormat.encodeBlockHeader(
                renumbered, blockBytes, newNumber, header.rawBytes(), header.entryCount(), header.compressionId());
        return renumbered.array();
    }

    /** How many entries the block has that was loaded last. */
    int entryCount() {
        return entryCount;
    }

    /** Visits the entries of the block that was loaded last. */
    void visit(EntryVisitor visitor) {
        int at = entriesBegin;
        for (int i = 0; i < entryCount; i++) {
            int entryBytes = Varint.get(entries, at, entriesEnd);
            at += Varint.bytesOf(entryBytes);
            visitor.visit(entries, at, entryBytes);
            at += entryBytes;
        }
    }

    boolean isWorthKeeping() {
        return stored.length <= SnapshotFormat.MOST_KEPT_BYTES && unpacked.length <= SnapshotFormat.MOST_KEPT_BYTES;
    }

    private SnapshotFormat.BlockHeader loadStored(
            FileSystem.DataFile data, long blockOffset, int blockBytes, int number) throws IOException {
        offset = blockOffset;
        stored = withRoomFor(blockBytes, stored);
        readStored(data, blockBytes);
        SnapshotFormat.BlockHeader header = SnapshotFormat.decodeBlock(file, blockOffset, number, stored, blockBytes);
        entryCount = header.entryCount();
        return header;
    }

    private void readStored(FileSystem.DataFile data, int blockBytes) throws IOException {
        for (int done = 0; done < blockBytes; ) {
            int piece = Math.min(Replacement.PIECE_BYTES, blockBytes - done);
            int readCount = data.read(ByteBuffer.wrap(stored, done, piece), offset + done);
            done += readCount;
            if (readCount < piece) {
                throw Damage.at(file, offset + done, "%d more bytes expected, found the end", blockBytes - done);
            }
        }
    }

    private void unpack(SnapshotFormat.BlockHeader header) {
        Compression compression = compressions.apply(header.compressionId());
        unpacked = withRoomFor(header.rawBytes(), unpacked);
        try {
            compression.decompress(
                    stored, SnapshotFormat.BLOCK_HEADER_BYTES, header.storedBytes(), unpacked, 0, header.rawBytes());
        } catch (CodecException refused) {
            CorruptDataException damage = Damage.at(
                    file,
                    offset,
                    "a block that %s restores to %d bytes expected, found one it refuses (%s)",
                    compression.name(),
                    header.rawBytes(),
                    String.valueOf(refused.getMessage()));
            damage.initCause(refused);
            throw damage;
        }
    }

    /** Checked before the first entry is visited, so that a visitor gets all of a block or nothing. */
    private void requireWholeEntries() {
        int at = entriesBegin;
        for (int i = 0; i < entryCount; i++) {
            int entryBytes = Varint.get(entries, at, entriesEnd);
            int begin = at + Varint.bytesOf(Math.max(0, entryBytes));
            if (entryBytes < 0 || entryBytes > entriesEnd - begin) {
                throw Damage.at(
                        file, offset, "%d whole entries expected, found one of %d bytes", entryCount, entryBytes);
            }
            at = begin + entryBytes;
        }
        if (at != entriesEnd) {
            throw Damage.at(file, offset, "%d entries expected, found %d bytes behind", entryCount, entriesEnd - at);
        }
    }

    /** Compressed blocks have nearly the same size, so some room to spare saves a new buffer for the next. */
    private static byte[] withRoomFor(int bytes, byte[] buffer) {
        if (buffer.length >= bytes) {
            return buffer;
        }
        return new byte[bytes > SnapshotFormat.BLOCK_BYTES ? bytes : bytes + bytes / 8];
    }
}
