package dev.larder.core.snapshot;

import dev.larder.store.CorruptDataException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Compression;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is intact of a snapshot that may be damaged: the blocks whose checksums hold. They are found by the index; if that is
 * damaged too, one behind the other up to the first that is damaged. Nothing is looked for in the bytes of a damaged block: what
 * looks like a block there may be part of a value. Of a file that is whole and another's snapshot nothing is taken.
 *
 * <p>For one thread.
 */
public final class SnapshotSalvage {
    private final FileSystem fileSystem;
    private final Path file;
    private final List<Place> intact = new ArrayList<>();
    private final List<CorruptDataException> damage = new ArrayList<>();
    private long keptCount;
    /** -1 if nothing tells. */
    private long count = -1;

    private SnapshotSalvage(FileSystem fileSystem, Path file) {
        this.fileSystem = fileSystem;
        this.file = file;
    }

    /** Where a block is, that has a number there. */
    private record Place(long offset, int bytes, int number) {}

    /**
     * Reads a snapshot.
     *
     * @param file may be missing
     * @param expected whose it must be
     * @throws dev.larder.store.StoreException if a later release wrote it in a form that this one does not know
     */
    public static SnapshotSalvage of(FileSystem fileSystem, Path file, SnapshotHeader expected) throws IOException {
        SnapshotSalvage salvage = new SnapshotSalvage(fileSystem, file);
        if (!fileSystem.exists(file)) {
            salvage.damage.add(Damage.at(file, 0, "a snapshot expected, found no such file"));
            return salvage;
        }
        try (FileSystem.DataFile data = fileSystem.open(file, false)) {
            salvage.read(data, expected);
        }
        return salvage;
    }

    /** Every damage that was found, none if the snapshot is whole. */
    public List<CorruptDataException> damage() {
        return List.copyOf(damage);
    }

    /** What is intact, in words. */
    public String intact() {
        return String.format(
                Locale.ROOT,
                "%d blocks with %d of %s entries",
                intact.size(),
                keptCount,
                count < 0 ? "an unknown number of" : Long.toString(count));
    }

    /**
     * Writes a snapshot of what is intact.
     *
     * @param target another file than this one's, in a directory that is there
     */
    public SnapshotSummary writeTo(Path target, SnapshotHeader header) throws IOException {
        try (Replacement copy = Replacement.begin(fileSystem, target)) {
            byte[] encodedHeader = SnapshotFormat.encode(header);
            copy.append(encodedHeader, 0, encodedHeader.length);
            ByteSink index = new ByteSink(1 << 10);
            if (!intact.isEmpty()) {
                copyBlocks(copy, index);
            }
            SnapshotFormat.encodeFooter(index, copy.length(), keptCount, header.sequence());
            copy.append(index.array(), 0, index.length());
            copy.publish();
            return new SnapshotSummary(keptCount, copy.length());
        }
    }

    private void copyBlocks(Replacement copy, ByteSink index) throws IOException {
        Block block = new Block(file, SnapshotSalvage::staysPacked);
        try (FileSystem.DataFile data = fileSystem.open(file, false)) {
            for (int i = 0; i < intact.size(); i++) {
                Place place = intact.get(i);
                index.putLong(copy.length());
                copy.append(block.loadRenumbered(data, place.offset, place.bytes, place.number, i), 0, place.bytes);
            }
        }
    }

    private void read(FileSystem.DataFile data, SnapshotHeader expected) throws IOException {
        long fileBytes = data.size();
        if (isOfAnother(data, fileBytes, expected)) {
            return;
        }
        SnapshotFormat.Footer footer = footer(data, fileBytes, expected);
        long[] offsets = footer == null ? null : index(data, footer);
        Block block = new Block(file, SnapshotSalvage::staysPacked);
        if (offsets != null) {
            for (int number = 0; number < offsets.length - 1; number++) {
                take(block, data, new Place(offsets[number], (int) (offsets[number + 1] - offsets[number]), number));
            }
        } else {
            takeOneAfterTheOther(block, data, footer == null ? fileBytes : footer.indexOffset());
        }
    }

    /** A header that is damaged is taken for the right one, as the file's name says. */
    private boolean isOfAnother(FileSystem.DataFile data, long fileBytes, SnapshotHeader expected) throws IOException {
        if (fileBytes < SnapshotFormat.HEADER_BYTES) {
            damage.add(Damage.at(file, fileBytes, "a header expected, found the end"));
            return true;
        }
        SnapshotHeader found;
        try {
            byte[] head = read(data, 0, (int) Math.min(fileBytes, SnapshotFormat.MOST_HEADER_BYTES));
            found = SnapshotFormat.decodeHeader(file, head);
        } catch (CorruptDataException damaged) {
            damage.add(damaged);
            return false;
        }
        try {
            SnapshotFormat.requireSame(file, expected, found);
            return false;
        } catch (CorruptDataException another) {
            damage.add(another);
            return true;
        }
    }

    private SnapshotFormat.@Nullable Footer footer(FileSystem.DataFile data, long fileBytes, SnapshotHeader expected)
            throws IOException {
        long footerOffset = fileBytes - SnapshotFormat.FOOTER_BYTES;
        if (footerOffset < SnapshotFormat.HEADER_BYTES) {
            damage.add(Damage.at(file, fileBytes, "a footer expected, found the end"));
            return null;
        }
        try {
            byte[] bytes = read(data, footerOffset, SnapshotFormat.FOOTER_BYTES);
            SnapshotFormat.Footer footer = SnapshotFormat.decodeFooter(file, bytes, fileBytes, expected);
            count = footer.count();
            return footer;
        } catch (CorruptDataException damaged) {
            damage.add(damaged);
            return null;
        }
    }

    private long @Nullable [] index(FileSystem.DataFile data, SnapshotFormat.Footer footer) throws IOException {
        try {
            int indexBytes = footer.blockCount() * SnapshotFormat.INDEX_ENTRY_BYTES;
            return SnapshotFormat.decodeIndex(file, read(data, footer.indexOffset(), indexBytes), footer);
        } catch (CorruptDataException damaged) {
            damage.add(damaged);
            return null;
        }
    }

    private void takeOneAfterTheOther(Block block, FileSystem.DataFile data, long end) throws IOException {
        long offset = SnapshotFormat.HEADER_BYTES;
        for (int number = 0; end - offset > SnapshotFormat.BLOCK_HEADER_BYTES; number++) {
            long bytes = SnapshotFormat.bytesOfBlock(read(data, offset, SnapshotFormat.BLOCK_HEADER_BYTES));
            if (bytes > Math.min(end - offset, Integer.MAX_VALUE)
                    || !take(block, data, new Place(offset, (int) bytes, number))) {
                return;
            }
            offset += bytes;
        }
    }

    private boolean take(Block block, FileSystem.DataFile data, Place place) throws IOException {
        try {
            block.loadPacked(data, place.offset, place.bytes, place.number);
        } catch (CorruptDataException damaged) {
            damage.add(damaged);
            return false;
        }
        intact.add(place);
        keptCount += block.entryCount();
        return true;
    }

    private static Compression staysPacked(int id) {
        throw new AssertionError("a block that is only checked was to be decompressed by " + id);
    }

    private static byte[] read(FileSystem.DataFile data, long offset, int count) throws IOException {
        byte[] bytes = new byte[count];
        data.read(ByteBuffer.wrap(bytes), offset);
        return bytes;
    }
}
