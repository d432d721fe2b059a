package dev.larder.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@link Compare} runs.
 *
 * @param jvm the java executable of the forks
 * @param jvmArguments of the forks, beside those that the measurement needs
 */
record CompareOptions(
        List<Workload> workloads,
        List<String> providers,
        int forks,
        int threads,
        int warmups,
        int iterations,
        int iterationMillis,
        Path jvm,
        List<String> jvmArguments,
        Path outputDirectory) {
    private static final Set<String> NAMES = Set.of(
            "workloads", "providers", "forks", "threads", "warmups", "iterations", "time", "jvm", "jvm-args", "output");

    /** Reads the options; every name has a default that README.md lists. */
    static CompareOptions parse(String... args) {
        Arguments arguments = new Arguments(args, NAMES);
        List<String> providers = arguments.list("providers", Providers.available());
        List<String> unknown =
                providers.stream().filter(p -> !Providers.names().contains(p)).collect(Collectors.toList());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "Unknown providers " + unknown + "; choose from " + Providers.names() + ".");
        }
        return new CompareOptions(
                arguments.list("workloads", Workload.names()).stream()
                        .map(Workload::named)
                        .toList(),
                providers,
                arguments.positive("forks", 5),
                arguments.positive("threads", 1),
                arguments.positive("warmups", 5),
                arguments.positive("iterations", 8),
                arguments.positive("time", 1000),
                Path.of(arguments.text(
                        "jvm",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())),
                arguments.list("jvm-args", List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC", "-XX:+AlwaysPreTouch")),
                Path.of(arguments.text("output", "target")));
    }

    /** The contestants of a workload: those asked for that can do it, and the limit they are divided by. */
    List<String> contestants(Workload workload) {
        List<String> able = new ArrayList<>(
                providers.stream().filter(p -> Providers.supports(p, workload)).toList());
        if (!able.contains(workload.baseline())) {
            able.add(0, workload.baseline());
        }
        return able;
    }
}
