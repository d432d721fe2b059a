package dev.larder.store;

import java.nio.file.Path;
import java.util.List;

/**
 * What a repair did.
 *
 * @param intactThrough the last sequence that the log has now
 * @param givenUp what was lost, each with the place that it should be at in a file that is moved aside; empty also if this
 *     repair only ended one that was interrupted
 * @param movedAside the damaged files, as they were, where they are now; empty if nothing was damaged
 * @param remaining damage that can't be repaired from what is in the directory
 */
public record RepairReport(
        long intactThrough, List<DataDamage> givenUp, List<Path> movedAside, List<DataDamage> remaining) {
    /** A report with its own lists. */
    public RepairReport {
        givenUp = List.copyOf(givenUp);
        movedAside = List.copyOf(movedAside);
        remaining = List.copyOf(remaining);
    }
}
