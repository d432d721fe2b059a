package dev.larder.benchmarks.frameworks;

import dev.larder.benchmarks.Arguments;
import dev.larder.benchmarks.CpuTimeProfiler;
import dev.larder.benchmarks.Statistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Compares contestants method by method, a first forked JVM of each, then a second of each and so on, and prints for each
 * method the ratios of operations per CPU second to the first contestant, medians of the forks.
 */
public final class CompareFrameworks {
    private static final Set<String> OPTIONS = Set.of(
            "benchmark", "methods", "contestants", "forks", "threads", "warmups", "iterations", "time", "output");

    private final Arguments arguments;
    private final Path output;

    private CompareFrameworks(Arguments arguments) {
        this.arguments = arguments;
        output = Path.of(arguments.text("output", "target"));
    }

    public static void main(String[] args) throws RunnerException, IOException {
        new CompareFrameworks(new Arguments(args, OPTIONS)).run();
    }

    private void run() throws RunnerException, IOException {
        Files.createDirectories(output);
        String benchmark = arguments.text("benchmark", CacheableBenchmark.class.getSimpleName());
        List<String> contestants = arguments.list("contestants", SpringContestants.NAMES);
        for (String method : arguments.list("methods", List.of("hit", "hitSync", "hitTwoArguments"))) {
            Map<String, List<Double>> forks = new LinkedHashMap<>();
            for (int fork = 1; fork <= arguments.positive("forks", 5); fork++) {
                for (String contestant : contestants) {
                    forks.computeIfAbsent(contestant, name -> new ArrayList<>())
                            .add(runFork(benchmark, method, contestant, fork));
                }
            }
            print(benchmark + "." + method, forks, contestants.get(0));
        }
    }

    private double runFork(String benchmark, String method, String contestant, int fork) throws RunnerException {
        String log = String.join("-", "jmh", benchmark, method, contestant, "fork" + fork) + ".log";
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("\\." + benchmark + "\\." + method + "$")
                        .param("contestant", contestant)
                        .forks(1)
                        .threads(arguments.positive("threads", 1))
                        .warmupIterations(arguments.positive("warmups", 4))
                        .warmupTime(TimeValue.milliseconds(arguments.positive("time", 1000)))
                        .measurementIterations(arguments.positive("iterations", 5))
                        .measurementTime(TimeValue.milliseconds(arguments.positive("time", 1000)))
                        .addProfiler(CpuTimeProfiler.class)
                        .jvmArgs("-Xms2g", "-Xmx2g", "-XX:+UseG1GC", "-XX:-UseDynamicNumberOfCompilerThreads")
                        .output(output.resolve(log).toString())
                        .build())
                .run();
        if (results.isEmpty()) {
            throw new IllegalStateException(contestant + " failed; see " + output.resolve(log));
        }
        return Statistics.upperQuartile(
                results.iterator().next().getBenchmarkResults().iterator().next().getIterationResults().stream()
                        .mapToDouble(CompareFrameworks::opsPerCpuSecond)
                        .toArray());
    }

    /** Some profilers put a character in front of the names they report. */
    private static double opsPerCpuSecond(IterationResult iteration) {
        for (String reported : iteration.getSecondaryResults().keySet()) {
            if (reported.endsWith(CpuTimeProfiler.OPS_PER_CPU_SECOND)) {
                return iteration.getSecondaryResults().get(reported).getScore();
            }
        }
        throw new IllegalStateException("JMH reported no " + CpuTimeProfiler.OPS_PER_CPU_SECOND + ".");
    }

    private static void print(String title, Map<String, List<Double>> forks, String limitName) {
        double limit = median(forks.get(limitName));
        System.out.printf(
                Locale.ROOT,
                "### %s%n%n| contestant | ratio per CPU s | forks from – to | ops per CPU s |%n|---|---|---|---|%n",
                title);
        forks.forEach((contestant, measured) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f – %.2f | %,.0f |%n",
                contestant,
                median(measured) / limit,
                Statistics.quantile(0, values(measured)) / limit,
                Statistics.quantile(1, values(measured)) / limit,
                median(measured)));
        System.out.println();
    }

    private static double median(@org.jspecify.annotations.Nullable List<Double> measured) {
        return measured == null ? Double.NaN : Statistics.median(values(measured));
    }

    private static double[] values(List<Double> measured) {
        return measured.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
