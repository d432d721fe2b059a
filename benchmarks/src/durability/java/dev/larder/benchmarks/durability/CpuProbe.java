package dev.larder.benchmarks.durability;

import dev.larder.benchmarks.Statistics;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * A JVM that runs one {@link CpuTask} in a loop, so that the compiler has nothing else to think of, and tells the CPU time of an
 * operation: of the thread that runs it, and of the process, with what the log's own threads, the collector and the compiler do.
 * Medians of the iterations after a warm-up.
 */
final class CpuProbe {
    private static final int WARMUPS = 5;
    private static final int ITERATIONS = 10;

    private CpuProbe() {}

    /** Runs with the task's name, an empty directory, and how many operations an iteration has. */
    public static void main(String[] args) {
        CpuTask task = CpuTask.valueOf(args[0]);
        measure(System.out, task, Path.of(args[1]), task.runs(Integer.parseInt(args[2])));
    }

    private static void measure(PrintStream out, CpuTask task, Path directory, int runs) {
        try (CpuOperation operation = task.open(directory)) {
            long sum = 0;
            for (int i = 0; i < WARMUPS; i++) {
                sum += run(operation, runs);
            }
            System.gc(); // What filling dropped would else lie between the entries.
            double[] ofThread = new double[ITERATIONS];
            double[] ofProcess = new double[ITERATIONS];
            for (int i = 0; i < ITERATIONS; i++) {
                CpuMeter meter = CpuMeter.start();
                sum += run(operation, runs);
                ofThread[i] = meter.threadNanos() / runs;
                ofProcess[i] = meter.processNanos() / runs;
            }
            out.println("Sum " + sum + ", so that nothing is left out because nobody used it.");
            Figures.tell(out, task.threadNanos(), "ns", Statistics.median(ofThread));
            Figures.tell(out, task.processNanos(), "ns", Statistics.median(ofProcess));
        }
    }

    private static long run(CpuOperation operation, int runs) {
        long sum = 0;
        int position = 0;
        for (int i = 0; i < runs; i++) {
            sum += operation.run(position);
            position = position + 1 == HeapEntries.COUNT ? 0 : position + 1;
        }
        return sum;
    }
}
