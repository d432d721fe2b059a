package dev.larder.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A JMH profiler that divides an iteration's operations by the CPU time the process spent on them, all threads but the
 * compiler's. The collector's work counts: garbage has to be paid for. On a machine with other load this figure holds
 * where operations by the clock do not.
 *
 * <p>Off Linux the compiler threads cannot be told apart and are counted in.
 */
public final class CpuTimeProfiler implements InternalProfiler {
    /** Operations per second of CPU, over all threads of the benchmark. */
    public static final String OPS_PER_CPU_SECOND = "cpu.opsPerCpuSecond";

    /** CPU time of the compiler in the iteration; large where the warm-up was too short. */
    static final String COMPILER_MILLIS = "cpu.compilerMillis";

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadCpu threads = ThreadCpu.ofThisProcess();
    private long processNanosBefore;
    private long compilerNanosBefore;

    @Override
    public String getDescription() {
        return "Operations per CPU second of the process, without the JIT compiler";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmarkParams, IterationParams iterationParams) {
        compilerNanosBefore = compilerNanos();
        processNanosBefore = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmarkParams, IterationParams iterationParams, IterationResult result) {
        long processNanos = system.getProcessCpuTime() - processNanosBefore;
        long compilerNanos = compilerNanos() - compilerNanosBefore;
        long operations = result.getMetadata().getAllOps();
        double seconds = Math.max(1, processNanos - compilerNanos) / NANOS_PER_SECOND;
        return List.of(
                new ScalarResult(OPS_PER_CPU_SECOND, operations / seconds, "ops/s", AggregationPolicy.AVG),
                new ScalarResult(COMPILER_MILLIS, compilerNanos / NANOS_PER_MILLI, "ms", AggregationPolicy.SUM));
    }

    private long compilerNanos() {
        if (!threads.isAvailable()) {
            return 0;
        }
        try {
            return threads.compilerNanos();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
