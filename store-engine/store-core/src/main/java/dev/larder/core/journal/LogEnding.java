package dev.larder.core.journal;

import dev.larder.core.journal.LogInspection.SegmentReport;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a log that is not open ends, as opening it would find; see {@link Recovery}.
 *
 * @param wholeSegments which segments have all up to the next one's begin
 * @param behind the segments from the one on in which the log ends; empty if its file is missing
 * @param file in which it ends, or which is missing
 * @param offset where in it, bytes from its begin
 * @param intactThrough the last sequence that is there with all before it
 * @param confirmedThrough up to where files from there on say that the disk had confirmed the log; at least -1
 */
public record LogEnding(
        List<SegmentReport> wholeSegments,
        List<SegmentReport> behind,
        Path file,
        long offset,
        long intactThrough,
        long confirmedThrough) {

    /**
     * Finds the end.
     *
     * @param reports of all segments of the directory
     * @param firstSequence what the manifest says the log begins with
     */
    public static LogEnding of(List<SegmentReport> reports, Path directory, long firstSequence) {
        List<SegmentReport> needed = reports.stream()
                .filter(report -> SegmentFiles.firstSequenceOf(report.file()) >= firstSequence)
                .toList();
        long next = firstSequence;
        int whole = 0;
        while (whole < needed.size() && goesOn(needed, whole, next)) {
            whole++;
            next = SegmentFiles.firstSequenceOf(needed.get(whole).file());
        }
        List<SegmentReport> behind = needed.subList(whole, needed.size());
        SegmentReport begun = begunWith(next, behind);
        long confirmed = whole == 0 && begun == null && firstSequence > 1 ? firstSequence : -1;
        for (SegmentReport report : behind) {
            confirmed = Math.max(confirmed, report.markedThrough());
        }
        return new LogEnding(
                needed.subList(0, whole),
                behind,
                SegmentFiles.fileOf(directory, next),
                begun == null ? 0 : begun.endOffset(),
                begun == null ? next - 1 : begun.lastSequence(),
                confirmed);
    }

    private static @Nullable SegmentReport begunWith(long next, List<SegmentReport> behind) {
        SegmentReport first = behind.isEmpty() ? null : behind.get(0);
        LogInspection.Header header = first == null ? null : first.header();
        return header != null && header.firstSequence() == next ? first : null;
    }

    /** Whether a segment begins with a sequence, and has all up to the first of the one behind it. */
    private static boolean goesOn(List<SegmentReport> reports, int index, long next) {
        SegmentReport report = reports.get(index);
        return report.header() != null
                && report.header().firstSequence() == next
                && index + 1 < reports.size()
                && report.lastSequence() + 1
                        >= SegmentFiles.firstSequenceOf(reports.get(index + 1).file());
    }

    /** Whether what is not there was on the disk once, so that opening the log is refused. */
    public boolean isDamaged() {
        return confirmedThrough > intactThrough;
    }

    /** Whether the file in which the log ends is there and has its begin. */
    public boolean isBegun() {
        return offset > 0;
    }

    /** How much is behind the end, bytes; what of it is not damage is a tail that a crash left. */
    public long bytesBehind() {
        return behind.stream().mapToLong(SegmentReport::intactBehind).sum();
    }

    /** What a copy of the log consists of. */
    public List<LogCopy.Part> parts() {
        return Stream.concat(wholeSegments.stream(), isBegun() ? behind.stream().limit(1) : Stream.empty())
                .map(report -> new LogCopy.Part(report.file(), report.endOffset()))
                .toList();
    }
}
