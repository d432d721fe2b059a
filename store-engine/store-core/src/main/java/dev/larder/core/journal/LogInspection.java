package dev.larder.core.journal;

import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.FileSystem.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks at the files of a log without changing them, for tools. */
public final class LogInspection {
    private LogInspection() {}

    /**
     * What is in a segment's file.
     *
     * @param header what the file's first page says; null if it is not valid, and then no frames are read
     * @param records how many valid frames there are from the begin, without marks
     * @param marks how many marks are among them
     * @param lastSequence of the last of them; one less than the first sequence if there are none
     * @param markedThrough the highest sequence that the header or a mark, wherever it is, says the disk had confirmed; -1 if
     *     none says anything
     * @param endOffset where the valid frames end, bytes from the file's begin
     * @param closed whether the last frame is the mark of a log that was closed
     * @param intactBehind bytes from there to the end of the last frame that is intact or was begun; above 0 the log is
     *     damaged or has a torn tail, if it does not go on in another segment
     */
    public record SegmentReport(
            Path file,
            @Nullable Header header,
            long records,
            long marks,
            long lastSequence,
            long markedThrough,
            long endOffset,
            boolean closed,
            long intactBehind) {}

    /** What a segment's header says. */
    public record Header(int formatVersion, UUID storeId, long firstSequence, long durableThrough) {}

    /**
     * Reads all segments of a directory.
     *
     * @throws IOException if a file can't be read
     */
    public static List<SegmentReport> inspect(FileSystem fileSystem, Path directory) throws IOException {
        List<SegmentReport> reports = new ArrayList<>();
        for (Path path : new SegmentFiles(fileSystem, directory, 0).segments()) {
            try (DataFile file = fileSystem.open(path, false)) {
                reports.add(inspect(file, path));
            }
        }
        return reports;
    }

    private static SegmentReport inspect(DataFile file, Path path) throws IOException {
        SegmentHeader header = SegmentFiles.readHeader(file, path);
        FileWindow window = new FileWindow(file);
        if (header == null) {
            TailScan scan = TailScan.run(window, null, 0, 0);
            long before = SegmentFiles.firstSequenceOf(path) - 1;
            return new SegmentReport(path, null, 0, 0, before, scan.markedThrough(), 0, false, scan.tracesEnd());
        }
        FrameReader reader = new FrameReader(window, header.salt(), SegmentHeader.PAGE_BYTES, 0);
        long marks = 0;
        long markedThrough = header.durableThrough();
        int frames = 0;
        boolean closed = false;
        while (reader.next()) {
            frames++;
            closed = reader.isClosingMark();
            if (reader.isMark()) {
                marks++;
                markedThrough = Math.max(markedThrough, reader.markedThrough());
            }
        }
        long end = reader.endOffset();
        TailScan scan = TailScan.run(window, header.salt(), end, frames);
        return new SegmentReport(
                path,
                new Header(header.formatVersion(), header.storeId(), header.firstSequence(), header.durableThrough()),
                frames - marks,
                marks,
                header.firstSequence() + frames - 1,
                Math.max(markedThrough, scan.markedThrough()),
                end,
                closed,
                scan.tracesEnd() - end);
    }
}
