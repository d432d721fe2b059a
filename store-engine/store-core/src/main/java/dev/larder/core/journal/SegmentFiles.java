package dev.larder.core.journal;

import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.FileSystem.DataFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log: their names, how they come and go. A segment that is of no use any more is kept under another name
 * with the room it has, for the next that is begun. Safe for use by any number of threads.
 */
final class SegmentFiles {
    /** How many are kept to be used again. */
    private static final int MOST_SPARE_FILES = 2;

    private static final int COPY_BYTES = 256 << 10;
    private static final String SEGMENT_PREFIX = "log-";
    private static final int SEQUENCE_DIGITS = 19;
    private static final String SPARE_PREFIX = "spare-";

    private final FileSystem fileSystem;
    private final Path directory;
    private final int segmentBytes;
    private final Deque<Path> spareFiles = new ConcurrentLinkedDeque<>();
    private int spareNumber;

    SegmentFiles(FileSystem fileSystem, Path directory, int segmentBytes) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.segmentBytes = segmentBytes;
    }

    FileSystem fileSystem() {
        return fileSystem;
    }

    Path directory() {
        return directory;
    }

    Path fileOf(long firstSequence) {
        return fileOf(directory, firstSequence);
    }

    static Path fileOf(Path directory, long firstSequence) {
        return directory.resolve(String.format(Locale.ROOT, SEGMENT_PREFIX + "%019d", firstSequence));
    }

    /** The first sequence that a segment's file is named after; -1 if it is another kind of file. */
    static long firstSequenceOf(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.length() != SEGMENT_PREFIX.length() + SEQUENCE_DIGITS || !name.startsWith(SEGMENT_PREFIX)) {
            return -1;
        }
        String digits = name.substring(SEGMENT_PREFIX.length());
        return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(digits) : -1;
    }

    /** The segments' files in the order of the log. */
    List<Path> segments() throws IOException {
        return fileSystem.list(directory).stream()
                .filter(file -> firstSequenceOf(file) >= 0)
                .sorted()
                .toList();
    }

    /** The header of a segment's file; null if it has none that is whole, or that of another segment. */
    static @Nullable SegmentHeader readHeader(DataFile file, Path path) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(SegmentHeader.PAGE_BYTES);
        file.read(page, 0);
        SegmentHeader header = SegmentHeader.read(page.flip());
        return header != null && header.firstSequence() == firstSequenceOf(path) ? header : null;
    }

    /**
     * Begins a segment. The disk confirms nothing of it yet.
     *
     * @param payloadRoomBytes how many bytes of frames must fit; a larger file than usual is made if need be
     */
    SegmentWriter begin(SegmentHeader header, int firstBlock, int payloadRoomBytes) throws IOException {
        int fileBytes = Math.max(segmentBytes, SegmentHeader.PAGE_BYTES + payloadRoomBytes);
        Path target = fileOf(header.firstSequence());
        Path spare = fileBytes == segmentBytes ? spareFiles.poll() : null;
        if (spare != null) {
            fileSystem.rename(spare, target);
        }
        DataFile file = fileSystem.open(target, true);
        try {
            if (spare == null) {
                file.setSize(fileBytes);
            }
            file.write(header.toPage(), 0);
            int roomBytes = spare == null ? SegmentHeader.PAGE_BYTES : fileBytes;
            Segment segment = new Segment(target, header, fileBytes, firstBlock);
            return new SegmentWriter(segment, this, file, file.map(0, fileBytes), roomBytes, false);
        } catch (IOException | RuntimeException failure) {
            giveUp(file, target, failure);
            throw failure;
        }
    }

    /** Takes back a segment that was begun and has no frames. */
    void abandon(SegmentWriter writer, Exception failure) {
        giveUp(writer, writer.segment().file(), failure);
    }

    private void giveUp(Closeable file, Path target, Exception failure) {
        try (file) {
            fileSystem.delete(target);
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    /** Goes on with a segment that ends with a closing mark. What is behind it is not taken for room. */
    SegmentWriter resume(Segment segment) throws IOException {
        DataFile file = fileSystem.open(segment.file(), false);
        int fileBytes = (int) file.size();
        SegmentWriter writer = new SegmentWriter(segment, this, file, file.map(0, fileBytes), segment.endBytes(), true);
        writer.rewriteLast(FrameFormat.MARK_BYTES);
        return writer;
    }

    /**
     * Has the disk confirm a segment's frames above a sequence. They are written anew first: a disk that failed to confirm
     * them before may have left them in memory as if it had.
     */
    void confirmAgain(Segment segment, long aboveSequence) throws IOException {
        if (segment.lastSequence() <= aboveSequence) {
            return;
        }
        try (DataFile file = fileSystem.open(segment.file(), false)) {
            long start = segment.offsetBefore(aboveSequence + 1);
            while (start < segment.endBytes()) {
                int count = (int) Math.min(COPY_BYTES, segment.endBytes() - start);
                ByteBuffer bytes = ByteBuffer.allocate(count);
                file.read(bytes, start);
                file.write(bytes.flip(), start);
                start += count;
            }
            file.force();
        }
        forceDirectory();
    }

    /** Keeps the file of a segment for another, or deletes it. */
    void retire(Segment segment) throws IOException {
        if (segment.roomBytes() == segmentBytes && spareFiles.size() < MOST_SPARE_FILES) {
            Path spare = directory.resolve(SPARE_PREFIX + spareNumber++);
            fileSystem.rename(segment.file(), spare);
            spareFiles.add(spare);
        } else {
            fileSystem.delete(segment.file());
        }
    }

    /** Deletes what an earlier use of the directory left: spare files, and segments before the log's first. */
    void removeLeftovers(long firstSequence) throws IOException {
        for (Path file : fileSystem.list(directory)) {
            long sequence = firstSequenceOf(file);
            boolean spare = String.valueOf(file.getFileName()).startsWith(SPARE_PREFIX);
            if (spare || (sequence >= 0 && sequence < firstSequence)) {
                fileSystem.delete(file);
            }
        }
    }

    void forceDirectory() throws IOException {
        fileSystem.forceDirectory(directory);
    }
}
