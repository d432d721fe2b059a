package dev.larder.core.journal;

import dev.larder.store.CorruptDataException;
import dev.larder.store.spi.FileSystem.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log from its begin and finds its end. One thread, once.
 *
 * <p>The log ends at the first sequence that has no valid frame. If something behind that place says that the disk had
 * confirmed the sequence, it is damage, and nothing is changed; else it is what a crash left, and all behind it goes.
 */
final class Recovery {
    private final SegmentFiles files;
    private final UUID storeId;
    private final FrameVisitor visitor;
    private final List<Segment> segments = new ArrayList<>();
    private long nextSequence;
    private long frameCount;
    private long frameBytes;
    private long markedThrough;
    private boolean closed;

    Recovery(SegmentFiles files, UUID storeId, long firstSequence, FrameVisitor visitor) {
        this.files = files;
        this.storeId = storeId;
        this.visitor = visitor;
        this.nextSequence = firstSequence;
        this.markedThrough = firstSequence - 1;
    }

    /** The place where the log ends; what is there is not part of it. */
    private record End(Path file, long offset, @Nullable SegmentHeader header, int ordinal) {}

    /**
     * Reads the log and cuts its tail.
     *
     * @throws CorruptDataException if a frame that the disk had confirmed is not there
     */
    RecoveryReport run() throws IOException {
        long firstSequence = nextSequence;
        List<Path> paths = files.segments().stream()
                .filter(path -> SegmentFiles.firstSequenceOf(path) >= firstSequence)
                .toList();
        if (paths.isEmpty() && firstSequence == 1) {
            files.removeLeftovers(firstSequence);
            return new RecoveryReport(0, 0, 0, null);
        }
        int read = 0;
        End end = new End(files.fileOf(firstSequence), 0, null, 0);
        while (read < paths.size() && SegmentFiles.firstSequenceOf(paths.get(read)) == nextSequence) {
            boolean last = read + 1 == paths.size();
            long limit = last ? Long.MAX_VALUE : SegmentFiles.firstSequenceOf(paths.get(read + 1));
            end = readSegment(paths.get(read), limit);
            if (end.header == null) {
                break;
            }
            read++;
        }
        long confirmed = segments.isEmpty() && firstSequence > 1 ? firstSequence : 0;
        long lostBytes = 0;
        if (!segments.isEmpty()) {
            TailScan tail = scan(end.file, end);
            confirmed = tail.markedThrough();
            lostBytes = tail.tracesEnd() - end.offset;
            // What was left out might be taken for frames once others are written before it.
            closed &= tail.isComplete();
        }
        List<Path> behind = paths.subList(read, paths.size());
        for (Path path : behind) {
            TailScan tail = scan(path, null);
            confirmed = Math.max(confirmed, tail.markedThrough());
            lostBytes += tail.tracesEnd() - SegmentHeader.PAGE_BYTES;
        }
        if (confirmed >= nextSequence) {
            throw damage(end, confirmed);
        }
        return cut(firstSequence, end, lostBytes, behind);
    }

    /** Shows a segment's frames, up to a sequence that another segment begins with; returns where they end. */
    private End readSegment(Path path, long limit) throws IOException {
        try (DataFile file = files.fileSystem().open(path, false)) {
            SegmentHeader header = readHeader(file, path);
            if (header == null) {
                return new End(path, 0, null, 0);
            }
            FileWindow window = new FileWindow(file);
            int blockBase =
                    segments.isEmpty() ? 0 : segments.get(segments.size() - 1).blockEnd();
            Segment segment = new Segment(path, header, (int) window.fileBytes(), blockBase);
            segments.add(segment);
            closed = false;
            markedThrough = Math.max(markedThrough, header.durableThrough());
            FrameReader reader = new FrameReader(window, header.salt(), SegmentHeader.PAGE_BYTES, 0);
            while (nextSequence < limit && reader.next()) {
                int block = segment.add(reader.frameBytes());
                frameBytes += reader.frameBytes();
                closed = reader.isClosingMark();
                if (reader.isMark()) {
                    markedThrough = Math.max(markedThrough, reader.markedThrough());
                } else {
                    frameCount++;
                    visitor.visit(block, nextSequence, reader.bytes(), reader.payloadIndex(), reader.payloadBytes());
                }
                nextSequence++;
            }
            return new End(path, reader.endOffset(), header, segment.frameCount());
        }
    }

    private @Nullable SegmentHeader readHeader(DataFile file, Path path) throws IOException {
        SegmentHeader header = SegmentFiles.readHeader(file, path);
        if (header != null && header.formatVersion() != SegmentHeader.FORMAT_VERSION) {
            throw new CorruptDataException(
                    String.format(
                            Locale.ROOT,
                            "Log file %s has format version %d, and this release reads version %d. Open the data"
                                    + " directory with the release that wrote it. Nothing was changed.",
                            path,
                            header.formatVersion(),
                            SegmentHeader.FORMAT_VERSION),
                    path,
                    8);
        }
        if (header != null && !header.storeId().equals(storeId)) {
            throw new CorruptDataException(
                    String.format(
                            Locale.ROOT,
                            "Log file %s belongs to store %s, and this directory is of store %s. Move the file out of"
                                    + " the directory, and put this store's own back. Nothing was changed.",
                            path,
                            header.storeId(),
                            storeId),
                    path,
                    16);
        }
        return header;
    }

    /** Looks for what is intact in a file: behind the log's end, or in all of it. */
    private TailScan scan(Path path, @Nullable End end) throws IOException {
        try (DataFile file = files.fileSystem().open(path, false)) {
            FileWindow window = new FileWindow(file);
            if (end != null && end.header != null) {
                return TailScan.run(window, end.header.salt(), end.offset, end.ordinal);
            }
            SegmentHeader header = readHeader(file, path);
            TailScan scan = TailScan.run(window, header == null ? null : header.salt(), SegmentHeader.PAGE_BYTES, 0);
            if (header != null) {
                scan.addMark(header.durableThrough());
            }
            return scan;
        }
    }

    private CorruptDataException damage(End end, long confirmed) {
        String found = end.header == null
                ? "has no valid header, or is missing"
                : "has no valid frame of sequence " + nextSequence + " where one is expected";
        return new CorruptDataException(
                String.format(
                        Locale.ROOT,
                        "Log file %s is damaged at byte %d: it %s, though the disk had confirmed all up to sequence"
                                + " %d. Intact is all up to sequence %d. Put the file back from a backup, or run"
                                + " 'java -cp ... dev.larder.core.tool.DataTool repair %s'. Nothing was changed.",
                        end.file,
                        end.offset,
                        found,
                        confirmed,
                        nextSequence - 1,
                        files.directory()),
                end.file,
                end.offset);
    }

    /** Removes the files behind the end, and whatever else an earlier use of the directory left. */
    private RecoveryReport cut(long firstSequence, End end, long lostBytes, List<Path> behind) throws IOException {
        for (Path path : behind) {
            files.fileSystem().delete(path);
            closed = false;
        }
        files.removeLeftovers(firstSequence);
        files.forceDirectory();
        closed &= lostBytes == 0;
        boolean torn = lostBytes > 0 || !behind.isEmpty();
        int last = segments.size() - 1;
        if (last >= 0 && segments.get(last).frameCount() == 0) {
            // Whoever goes on begins a segment of the same sequence, in the same file.
            segments.remove(last);
        }
        RecoveryReport.Cut cut = torn ? new RecoveryReport.Cut(end.file, end.offset, lostBytes) : null;
        return new RecoveryReport(segments.size(), frameCount, frameBytes, cut);
    }

    List<Segment> segments() {
        return segments;
    }

    /** The first sequence that the log does not have. */
    long nextSequence() {
        return nextSequence;
    }

    /** All up to this sequence is on the disk, or is when the log goes on. */
    long durableSequence() {
        // Whether a closing mark itself was confirmed, nobody knows; what it says was, before it was written.
        return closed ? nextSequence - 2 : nextSequence - 1;
    }

    /** All up to this sequence was on the disk, as marks say. */
    long markedThrough() {
        return markedThrough;
    }

    /** Whether the log was closed, so that its last segment has nothing behind its last frame. */
    boolean wasClosed() {
        return closed;
    }
}
