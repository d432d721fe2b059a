package dev.larder.core.journal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What opening a log found.
 *
 * @param segments files with at least a valid header
 * @param frames that were shown to the visitor
 * @param bytes of the log that are valid, without headers of segments
 * @param cut the tail that a crash had left unfinished, or null if there was none
 */
public record RecoveryReport(
        int segments, long frames, long bytes, @Nullable Cut cut) {
    /**
     * A tail that was cut.
     *
     * @param file the segment in which the log ends now
     * @param offset where in it the log ends, bytes from its begin
     * @param bytes how much was cut: frames that were torn, and those behind them, none of which the disk had confirmed
     */
    public record Cut(Path file, long offset, long bytes) {}
}
