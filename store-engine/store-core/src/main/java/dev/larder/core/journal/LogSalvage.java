package dev.larder.core.journal;

import dev.larder.core.journal.LogInspection.SegmentReport;
import dev.larder.core.journal.SegmentContent.Run;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is intact of a damaged log, and files that have just that. Every intact frame keeps its sequence, also behind damage; in
 * the place of each that is lost stands a mark, which no visitor sees. So versions and snapshots mean what they did, and no
 * sequence is given out twice.
 *
 * <p>Where a log ends that has a torn tail besides, it ends there as well: what is behind was never confirmed.
 *
 * <p>For one thread, while the log is not open.
 */
public final class LogSalvage {
    private final FileSystem fileSystem;
    private final Path directory;
    private final UUID storeId;
    private final List<SegmentContent> kept = new ArrayList<>();
    private final List<Path> useless = new ArrayList<>();
    private final List<Lost> lost = new ArrayList<>();
    private boolean needed;
    private long firstSegment;
    private long usedThrough;

    private LogSalvage(FileSystem fileSystem, Path directory, UUID storeId, long firstSegment) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.storeId = storeId;
        this.firstSegment = firstSegment;
    }

    /**
     * Frames that were confirmed and are not there.
     *
     * @param file where the first of them should be
     * @param offset where in the file, bytes from its begin
     */
    public record Lost(Path file, long offset, long firstSequence, long lastSequence) {}

    /**
     * Reads a log.
     *
     * @param firstSequence what the manifest says the log begins with
     * @param usedThrough the last sequence that anything outside of the log, as a snapshot, has
     * @param begun whether the log was ever begun, so that it must have a file
     * @throws dev.larder.store.StoreException if a later release wrote it
     */
    public static LogSalvage of(
            FileSystem fileSystem, Path directory, UUID storeId, long firstSequence, long usedThrough, boolean begun)
            throws IOException {
        LogSalvage salvage = new LogSalvage(fileSystem, directory, storeId, firstSequence);
        List<SegmentReport> reports = LogInspection.inspect(fileSystem, directory).stream()
                .filter(report -> SegmentFiles.firstSequenceOf(report.file()) >= firstSequence)
                .toList();
        boolean foreign = reports.stream().anyMatch(salvage::isForeign);
        salvage.needed = foreign
                || (begun && reports.isEmpty())
                || LogEnding.of(reports, directory, firstSequence).isDamaged();
        if (salvage.needed) {
            long confirmed = reports.stream()
                    .filter(report -> !salvage.isForeign(report))
                    .mapToLong(SegmentReport::markedThrough)
                    .max()
                    .orElse(-1);
            salvage.read(reports, confirmed, usedThrough);
        }
        return salvage;
    }

    private boolean isForeign(SegmentReport report) {
        return report.header() != null && !report.header().storeId().equals(storeId);
    }

    private void read(List<SegmentReport> reports, long confirmed, long usedOutside) throws IOException {
        long next = firstSegment;
        boolean ended = false;
        for (int i = 0; i < reports.size(); i++) {
            Path path = reports.get(i).file();
            long first = SegmentFiles.firstSequenceOf(path);
            ended |= first > next && next > confirmed && !kept.isEmpty();
            long limit = i + 1 < reports.size()
                    ? SegmentFiles.firstSequenceOf(reports.get(i + 1).file())
                    : Long.MAX_VALUE;
            SegmentContent content = ended ? null : SegmentContent.read(fileSystem, path, storeId, limit, confirmed);
            if (content == null) {
                useless.add(path);
                continue;
            }
            noteLost(next, first - 1);
            if (kept.isEmpty()) {
                firstSegment = first;
            }
            kept.add(content);
            noteGaps(content);
            next = content.nextSequence();
        }
        // A log of which no file is left had a frame at least.
        noteLost(next, kept.isEmpty() ? Math.max(next, confirmed) : confirmed);
        usedThrough = Math.max(next - 1, Math.max(confirmed, usedOutside));
        if (kept.isEmpty()) {
            firstSegment = usedThrough + 1;
        }
    }

    private void noteLost(long first, long last) {
        if (first <= last) {
            SegmentContent before = last(kept);
            lost.add(
                    before == null
                            ? new Lost(SegmentFiles.fileOf(directory, first), 0, first, last)
                            : new Lost(before.file(), before.endOffset(), first, last));
        }
    }

    private void noteGaps(SegmentContent content) {
        long next = content.header().firstSequence();
        long offset = SegmentHeader.PAGE_BYTES;
        for (Run run : content.runs()) {
            if (run.firstSequence() > next) {
                lost.add(new Lost(content.file(), offset, next, run.firstSequence() - 1));
            }
            next = run.lastSequence() + 1;
            offset = run.endOffset();
        }
    }

    private static @Nullable SegmentContent last(List<SegmentContent> contents) {
        return contents.isEmpty() ? null : contents.get(contents.size() - 1);
    }

    /** Whether the log is damaged, so that opening it is refused. */
    public boolean isNeeded() {
        return needed;
    }

    /** What the log begins with afterwards. */
    public long firstSegment() {
        return firstSegment;
    }

    /** What is lost, in its order. */
    public List<Lost> lost() {
        return List.copyOf(lost);
    }

    /** The files that must go: those that are replaced, and those that have nothing of use. */
    public List<Path> superfluous() {
        List<Path> files = new ArrayList<>(useless);
        replacements().keySet().forEach(content -> files.add(content.file()));
        return files;
    }

    /**
     * Writes the files that the log lacks then, each under the name it is to have with a suffix, and has the disk confirm
     * them, if not their names.
     */
    public void write(String suffix) throws IOException {
        for (Map.Entry<SegmentContent, Long> replacement : replacements().entrySet()) {
            SegmentContent content = replacement.getKey();
            SegmentRewrite.write(
                    fileSystem,
                    content,
                    replacement.getValue(),
                    content.equals(last(kept)),
                    content.file().resolveSibling(content.file().getFileName() + suffix));
        }
        if (needed && kept.isEmpty()) {
            Path fresh = SegmentFiles.fileOf(directory, firstSegment);
            // The file is new, so no salt is needed to tell its frames from older ones.
            SegmentHeader header =
                    new SegmentHeader(SegmentHeader.FORMAT_VERSION, storeId, firstSegment, firstSegment - 1, 0);
            SegmentContent nothing = new SegmentContent(fresh, header, true, List.of());
            SegmentRewrite.write(
                    fileSystem, nothing, firstSegment - 1, true, fresh.resolveSibling(fresh.getFileName() + suffix));
        }
    }

    /** The segments that are written anew, each with the sequence up to which it must go. */
    private Map<SegmentContent, Long> replacements() {
        Map<SegmentContent, Long> replacements = new LinkedHashMap<>();
        for (int i = 0; i < kept.size(); i++) {
            SegmentContent content = kept.get(i);
            long through = i + 1 < kept.size() ? kept.get(i + 1).header().firstSequence() - 1 : usedThrough;
            if (!content.isWhole() || content.nextSequence() <= through) {
                replacements.put(content, through);
            }
        }
        return replacements;
    }
}
