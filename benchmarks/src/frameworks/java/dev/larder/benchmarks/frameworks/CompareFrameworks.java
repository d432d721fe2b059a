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
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Compares contestants method by method, a first forked JVM of each, then a second of each and so on, and prints for each
 * method the ratios to the first contestant of operations per CPU second and, because who waits for a lock takes no CPU, per
 * second of the clock; medians of the forks.
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
            Map<String, List<Measured>> forks = new LinkedHashMap<>();
            for (int fork = 1; fork <= arguments.positive("forks", 5); fork++) {
                for (String contestant : contestants) {
                    forks.computeIfAbsent(contestant, name -> new ArrayList<>())
                            .add(runFork(benchmark, method, contestant, fork));
                }
            }
            print(benchmark + "." + method, forks, contestants.get(0));
        }
    }

    /** What a fork came to, in operations per second. */
    private record Measured(double ofCpu, double ofTheClock) {}

    private Measured runFork(String benchmark, String method, String contestant, int fork) throws RunnerException {
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
        Collection<IterationResult> iterations =
                results.iterator().next().getBenchmarkResults().iterator().next().getIterationResults();
        return new Measured(
                upperQuartile(iterations, CompareFrameworks::opsPerCpuSecond),
                upperQuartile(
                        iterations, iteration -> iteration.getPrimaryResult().getScore()));
    }

    private static double upperQuartile(
            Collection<IterationResult> iterations, ToDoubleFunction<IterationResult> figure) {
        return Statistics.upperQuartile(iterations.stream().mapToDouble(figure).toArray());
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

    private static void print(String title, Map<String, List<Measured>> forks, String limitName) {
        System.out.printf(
                Locale.ROOT,
                "### %s%n%n| contestant | per CPU s | forks | of the clock | forks | ops per CPU s |%n"
                        + "|---|---|---|---|---|---|%n",
                title);
        List<Measured> limit = Objects.requireNonNull(forks.get(limitName));
        forks.forEach((contestant, measured) -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %,.0f |%n",
                contestant,
                ratios(measured, limit, Measured::ofCpu),
                ratios(measured, limit, Measured::ofTheClock),
                Statistics.median(values(measured, Measured::ofCpu))));
        System.out.println();
    }

    private static String ratios(List<Measured> measured, List<Measured> limit, ToDoubleFunction<Measured> figure) {
        double one = Statistics.median(values(limit, figure));
        double[] values = values(measured, figure);
        return String.format(
                Locale.ROOT,
                "%.2f | %.2f – %.2f",
                Statistics.median(values) / one,
                Statistics.quantile(0, values) / one,
                Statistics.quantile(1, values) / one);
    }

    private static double[] values(List<Measured> measured, ToDoubleFunction<Measured> figure) {
        return measured.stream().mapToDouble(figure).toArray();
    }
}
