package dev.larder.benchmarks.durability;

import dev.larder.benchmarks.Arguments;
import dev.larder.benchmarks.ChildJvm;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Measures what durability costs in CPU time: an append to the log with its checksum, and a put into a keyspace with a log
 * beside one into a keyspace on the heap alone. Each in a JVM of its own, in turns.
 */
public final class CompareCpu {
    /** What is wanted, and what the log adds to a put. */
    static final List<Goal> GOALS = List.of(
            Goal.of(CpuTask.APPEND.threadNanos(), "≤ 500 ns"),
            Goal.ratio(CpuTask.PUT_LOG_NONE.threadNanos(), CpuTask.PUT_VOLATILE.threadNanos(), "–"),
            Goal.ratio(CpuTask.PUT_LOG_BACKGROUND.threadNanos(), CpuTask.PUT_VOLATILE.threadNanos(), "–"));

    /** The heap is touched before, so that nobody is measured by how fast the kernel hands out pages. */
    private static final List<String> JVM_ARGUMENTS =
            List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC", "-XX:+AlwaysPreTouch");

    private CompareCpu() {}

    /** Runs with the options that benchmarks/README.md lists. */
    public static void main(String[] args) throws Exception {
        Figures figures = measure(args);
        System.out.println(figures.table());
        System.out.println(figures.table(GOALS));
    }

    static Figures measure(String... args) throws Exception {
        Arguments arguments = new Arguments(args, Set.of("directory", "rounds", "operations", "only"));
        Turns turns =
                new Turns(Path.of(arguments.text("directory", "target/cpu")), Turns.wanted(arguments), System.err);
        addTo(turns, EnumSet.range(CpuTask.APPEND, CpuTask.PUT_LOG_BACKGROUND), arguments);
        return turns.run(arguments.positive("rounds", 5));
    }

    /** Adds what {@link CpuProbe} is to measure, with as many operations as the option of that name says. */
    static void addTo(Turns turns, Set<CpuTask> tasks, Arguments arguments) {
        String operations = Integer.toString(arguments.positive("operations", 500_000));
        for (CpuTask task : tasks) {
            turns.add(
                    task.title(),
                    (directory, figures) -> figures.addTold(ChildJvm.run(ChildJvm.command(
                            JVM_ARGUMENTS, CpuProbe.class, List.of(task.name(), directory.toString(), operations)))));
        }
    }
}
