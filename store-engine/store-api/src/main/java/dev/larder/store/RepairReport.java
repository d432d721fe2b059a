package dev.larder.store;

import java.nio.file.Path;
import java.util.List;

/**
 * What a repair did.
 *
 * @param keptThrough the last sequence that the log has now; what was recorded behind it is lost to the store
 * @param movedAside the files from the damage on, as they were, where they are now; empty if the log was not damaged
 * @param remaining damage that can't be repaired from what is in the directory
 */
public record RepairReport(long keptThrough, List<Path> movedAside, List<DataDamage> remaining) {
    /** A report with its own lists. */
    public RepairReport {
        movedAside = List.copyOf(movedAside);
        remaining = List.copyOf(remaining);
    }
}
