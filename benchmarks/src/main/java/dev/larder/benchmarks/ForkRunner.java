package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs one workload on one contestant in one forked JVM. */
final class ForkRunner {
    /** Compiler threads must not end, or their CPU time would be forgotten and count as the benchmark's. */
    private static final String KEEP_COMPILER_THREADS = "-XX:-UseDynamicNumberOfCompilerThreads";

    private static final String BYTES_PER_OP = "gc.alloc.rate.norm";

    private final CompareOptions options;

    ForkRunner(CompareOptions options) {
        this.options = options;
    }

    /**
     * Runs the fork.
     *
     * @param fork counts the rounds, from 1
     * @return empty if the contestant failed; JMH's log says why
     */
    Optional<MeasuredFork> run(Workload workload, String provider, int fork) throws RunnerException {
        List<String> jvmArguments = new ArrayList<>(options.jvmArguments());
        jvmArguments.add(KEEP_COMPILER_THREADS);
        jvmArguments.addAll(ChildJvm.OPENED_PACKAGES);
        Collection<RunResult> results = runWith(
                options.classPathOf(provider),
                new Runner(new OptionsBuilder()
                        .include("\\Q" + CacheBenchmark.class.getName() + "." + workload.methodName() + "\\E$")
                        .param("provider", CompareOptions.providerOf(provider))
                        .forks(1)
                        .threads(options.threads())
                        .warmupIterations(options.warmups())
                        .warmupTime(TimeValue.milliseconds(options.iterationMillis()))
                        .measurementIterations(options.iterations())
                        .measurementTime(TimeValue.milliseconds(options.iterationMillis()))
                        .addProfiler(CpuTimeProfiler.class)
                        .addProfiler(GCProfiler.class)
                        .jvm(options.jvm().toString())
                        .jvmArgs(jvmArguments.toArray(String[]::new))
                        .output(logFile(workload, provider, fork))
                        .build()));
        return results.stream().findFirst().map(result -> measured(workload, provider, fork, result));
    }

    /** JMH gives its forks the class path that this system property holds, and offers no other way to set it. */
    private static Collection<RunResult> runWith(ClassPath classPath, Runner runner) throws RunnerException {
        String own = System.getProperty("java.class.path");
        System.setProperty("java.class.path", classPath.asOption());
        try {
            return runner.run();
        } finally {
            System.setProperty("java.class.path", own);
        }
    }

    /** Where JMH writes what the fork said. */
    String logFile(Workload workload, String provider, int fork) {
        return options.outputDirectory()
                .resolve(String.join("-", "jmh", workload.methodName(), provider, "fork" + fork) + ".log")
                .toString();
    }

    private MeasuredFork measured(Workload workload, String provider, int fork, RunResult result) {
        Collection<IterationResult> iterations =
                result.getBenchmarkResults().iterator().next().getIterationResults();
        double hits = sum(iterations, "hits");
        return new MeasuredFork(
                workload,
                provider,
                fork,
                options.threads(),
                Statistics.upperQuartile(each(iterations, i -> score(i, CpuTimeProfiler.OPS_PER_CPU_SECOND))),
                Statistics.upperQuartile(
                        each(iterations, i -> i.getPrimaryResult().getScore())),
                Statistics.median(each(iterations, i -> score(i, BYTES_PER_OP))),
                hits / (hits + sum(iterations, "misses")));
    }

    private static double[] each(
            Collection<IterationResult> iterations, ToDoubleFunction<IterationResult> measurement) {
        return iterations.stream().mapToDouble(measurement).toArray();
    }

    private static double sum(Collection<IterationResult> iterations, String name) {
        return iterations.stream()
                .filter(i -> i.getSecondaryResults().containsKey(name))
                .mapToDouble(i -> score(i, name))
                .sum();
    }

    /** A secondary result of an iteration; some profilers put a character in front of the names they report. */
    private static double score(IterationResult iteration, String name) {
        for (String reported : iteration.getSecondaryResults().keySet()) {
            if (reported.endsWith(name)) {
                return iteration.getSecondaryResults().get(reported).getScore();
            }
        }
        throw new IllegalStateException("JMH reported no " + name + ", only "
                + iteration.getSecondaryResults().keySet());
    }
}
