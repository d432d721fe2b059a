package dev.larder.benchmarks.durability;

import dev.larder.benchmarks.Arguments;
import dev.larder.benchmarks.ChildJvm;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Measures tiers: a get of what is in the heap above a tier, beside one from a keyspace that is on the heap alone; loading at once
 * beside single puts; gets from the tier. Each in a JVM of its own, in turns.
 */
public final class CompareTiers {
    /** What is wanted. The ratios are of times, so what is to be the faster one stands below. */
    static final List<Goal> GOALS = List.of(
            heapGet(CpuTask.GET_VOLATILE, CpuTask.GET_ROCKSDB),
            heapGet(CpuTask.GET_VOLATILE_BOUNDED, CpuTask.GET_ROCKSDB_BOUNDED),
            heapGet(CpuTask.GET_VOLATILE, CpuTask.GET_LMDB),
            heapGet(CpuTask.GET_VOLATILE_BOUNDED, CpuTask.GET_LMDB_BOUNDED),
            heapGet(CpuTask.GET_VOLATILE, CpuTask.GET_LOG),
            heapGet(CpuTask.GET_VOLATILE_BOUNDED, CpuTask.GET_LOG_BOUNDED),
            bulk("rocksdb", TierTask.PUTS_SHUFFLED, TierTask.BULK_SHUFFLED, TierProbe.CPU),
            bulk("rocksdb", TierTask.PUTS_SHUFFLED, TierTask.BULK_SHUFFLED, TierProbe.WALL),
            bulk("rocksdb", TierTask.PUTS_SHUFFLED, TierTask.BULK_SORTED, TierProbe.CPU),
            bulk("rocksdb", TierTask.PUTS_SHUFFLED, TierTask.BULK_SORTED, TierProbe.WALL),
            bulk("rocksdb", TierTask.PUTS_SORTED, TierTask.BULK_SORTED, TierProbe.CPU),
            bulk("rocksdb", TierTask.PUTS_SORTED, TierTask.BULK_SORTED, TierProbe.WALL));

    private static final List<String> TIERS = List.of("rocksdb", "lmdb");
    private static final List<String> JVM_ARGUMENTS = List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC");

    private CompareTiers() {}

    /** Runs with the options that benchmarks/README.md lists. */
    public static void main(String[] args) throws Exception {
        Figures figures = measure(args);
        System.out.println(figures.table());
        System.out.println(figures.table(GOALS));
    }

    static Figures measure(String... args) throws Exception {
        Arguments arguments = new Arguments(args, Set.of("directory", "rounds", "operations", "records", "only"));
        Turns turns =
                new Turns(Path.of(arguments.text("directory", "target/tiers")), Turns.wanted(arguments), System.err);
        CompareCpu.addTo(turns, EnumSet.range(CpuTask.GET_VOLATILE, CpuTask.GET_LMDB_BOUNDED), arguments);
        addTasks(turns, arguments.positive("records", 1_000_000));
        return turns.run(arguments.positive("rounds", 5));
    }

    private static Goal heapGet(CpuTask without, CpuTask with) {
        return Goal.ratio(without.threadNanos(), with.threadNanos(), "≥ 0.9");
    }

    private static Goal bulk(String tier, TierTask puts, TierTask load, String measure) {
        return Goal.ratio(
                TierProbe.figure(tier, puts.title(), measure), TierProbe.figure(tier, load.title(), measure), "≥ 10");
    }

    private static void addTasks(Turns turns, int recordCount) {
        for (String tier : TIERS) {
            for (TierTask task : TierTask.values()) {
                turns.add(
                        tier + ", " + task.title(),
                        (directory, figures) -> figures.addTold(ChildJvm.run(ChildJvm.command(
                                JVM_ARGUMENTS,
                                TierProbe.class,
                                List.of(tier, task.name(), directory.toString(), Integer.toString(recordCount))))));
            }
        }
    }
}
