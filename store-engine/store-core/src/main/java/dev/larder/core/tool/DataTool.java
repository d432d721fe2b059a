package dev.larder.core.tool;

import dev.larder.store.CorruptDataException;
import dev.larder.store.DataDamage;
import dev.larder.store.DataDirectory;
import dev.larder.store.DirectoryReport;
import dev.larder.store.DirectoryReport.KeyspaceFiles;
import dev.larder.store.DirectoryReport.LogFile;
import dev.larder.store.DirectoryReport.SnapshotFile;
import dev.larder.store.RepairReport;
import dev.larder.store.StoreException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks at a data directory, checks, repairs or copies it, from a command line (docs/data-tools.md). The process ends with
 * {@link #FINE}, {@link #DAMAGED}, {@link #FAILED} or {@link #MISUSED}.
 */
public final class DataTool {
    /** It was done, and nothing is damaged. */
    static final int FINE = 0;

    /** Something is damaged. */
    static final int DAMAGED = 1;

    /** It could not be done: the directory is open or has no data, the disk failed, the target has files. */
    static final int FAILED = 2;

    /** The command line makes no sense. */
    static final int MISUSED = 64;

    private static final String USAGE = """
            Usage: java -cp <larder-core, larder-api, jctools-core> dev.larder.core.tool.DataTool <command>

              inspect <directory>           what is there; also of a directory that is open
              verify  <directory>           reads every checksum
              repair  <directory> [<aside>] keeps all that is intact of damaged files, and moves them aside, by default to
                                            <directory>-aside; deletes nothing. verify says beforehand what is given up
              restore <backup> <target>     copies a backup to a directory without files, and checks every checksum
            """;

    private final PrintStream out;
    private final PrintStream err;

    DataTool(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs a command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new DataTool(System.out, System.err).run(List.of(arguments)));
    }

    /** Runs a command; returns what the process ends with. */
    int run(List<String> arguments) {
        try {
            String command = arguments.size() < 2 ? "" : arguments.get(0) + " " + arguments.size();
            return switch (command) {
                case "inspect 2" -> tell(directory(arguments).inspect());
                case "verify 2" -> tell(directory(arguments).verify());
                case "repair 2" -> repair(directory(arguments), Path.of(arguments.get(1) + "-aside"));
                case "repair 3" -> repair(directory(arguments), Path.of(arguments.get(2)));
                case "restore 3" -> restore(directory(arguments), Path.of(arguments.get(2)));
                default -> {
                    err.print(USAGE);
                    yield MISUSED;
                }
            };
        } catch (CorruptDataException damaged) {
            err.println(damaged.getMessage());
            return DAMAGED;
        } catch (StoreException | IllegalArgumentException failure) {
            err.println(failure.getMessage());
            return FAILED;
        }
    }

    private static DataDirectory directory(List<String> arguments) {
        return DataDirectory.at(Path.of(arguments.get(1)));
    }

    private int tell(DirectoryReport report) {
        out.println("Directory " + report.directory());
        out.println("Store     " + (report.storeId() == null ? "unknown" : report.storeId()));
        out.println("State     " + stateOf(report));
        for (KeyspaceFiles keyspace : report.keyspaces()) {
            out.println("Keyspace  " + keyspace.id() + " '" + keyspace.name() + "' " + keyspace.mode()
                    + (keyspace.tier() == null ? "" : " in " + keyspace.tier()));
            SnapshotFile snapshot = keyspace.snapshot();
            if (snapshot != null) {
                out.println("  snapshot " + snapshot.file().getFileName() + ": " + snapshot.count() + " entries, "
                        + snapshot.bytes() + " bytes, all up to sequence " + snapshot.sequence());
            }
        }
        for (LogFile file : report.logFiles()) {
            out.println("Log file  " + file.file().getFileName() + ": sequences " + file.firstSequence() + " to "
                    + file.lastSequence() + ", " + file.records() + " records, " + file.bytes()
                    + " bytes, says confirmed " + file.durableThrough());
        }
        out.println("Log       intact through sequence " + report.intactThrough()
                + (report.tornBytes() == 0
                        ? ""
                        : ", then " + report.tornBytes() + " bytes that a crash left and the next open cuts"));
        int exit = tellDamage(report.damage());
        tellGivenUp("Repair would give up", report.repairGivesUp());
        return exit;
    }

    private void tellGivenUp(String what, List<DataDamage> givenUp) {
        for (DataDamage lost : givenUp) {
            out.println(what + ": " + lost.file() + ", byte " + lost.offset() + ": " + lost.message());
        }
    }

    private static String stateOf(DirectoryReport report) {
        if (report.openIn() != null) {
            return "open in " + report.openIn();
        }
        return report.stoppedCleanly() ? "closed" : "not closed; copied while open, or stopped by a crash";
    }

    private int tellDamage(List<DataDamage> damage) {
        for (DataDamage found : damage) {
            out.println("DAMAGE    " + found.file() + ", byte " + found.offset() + ": " + found.message());
        }
        return damage.isEmpty() ? FINE : DAMAGED;
    }

    private int repair(DataDirectory directory, Path aside) {
        RepairReport report = directory.repair(aside);
        if (report.movedAside().isEmpty()) {
            out.println("Nothing is damaged that can be repaired; nothing was changed.");
        } else {
            out.println("Repaired; the log is whole through sequence " + report.intactThrough() + ". Moved aside:");
            report.movedAside().forEach(file -> out.println("  " + file));
            tellGivenUp("Given up", report.givenUp());
        }
        if (!report.remaining().isEmpty()) {
            out.println("What follows can't be repaired; restore a backup:");
        }
        return tellDamage(report.remaining());
    }

    private int restore(DataDirectory backup, Path target) {
        backup.restoreTo(target);
        out.println("Restored to " + target + ".");
        return FINE;
    }
}
