package dev.larder.benchmarks;

import java.util.Locale;

/**
 * What one forked JVM measured.
 *
 * @param opsPerCpuSecond upper quartile over the iterations, which is the lower quartile of CPU time per operation
 * @param opsPerSecond upper quartile over the iterations, by the clock
 * @param bytesPerOp median over the iterations of what an operation allocates
 * @param hitRatio NaN where the workload does not count hits
 */
record MeasuredFork(
        Workload workload,
        String provider,
        int fork,
        int threads,
        double opsPerCpuSecond,
        double opsPerSecond,
        double bytesPerOp,
        double hitRatio) {
    static String csvHeader() {
        return "startedAt,java,workload,provider,threads,fork,opsPerCpuSecond,opsPerSecond,bytesPerOp,hitRatio";
    }

    String toCsv(String startedAt, String java) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%d,%d,%.0f,%.0f,%.2f,%.5f",
                startedAt,
                java,
                workload.methodName(),
                provider,
                threads,
                fork,
                opsPerCpuSecond,
                opsPerSecond,
                bytesPerOp,
                hitRatio);
    }
}
