package dev.larder.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Compare} runs.
 *
 * @param before a directory with the jars of an earlier build of Larder, which takes part as {@link #BEFORE}; null for none
 * @param jvm the java executable of the forks
 * @param jvmArguments of the forks, beside those that the measurement needs
 */
record CompareOptions(
        List<Workload> workloads,
        List<String> providers,
        @Nullable Path before,
        int forks,
        int threads,
        int warmups,
        int iterations,
        int iterationMillis,
        Path jvm,
        List<String> jvmArguments,
        Path outputDirectory) {
    /** Larder in this build, and what an earlier one is called. */
    static final String LARDER = "larder";

    static final String BEFORE = "larder-before";

    private static final Set<String> NAMES = Set.of(
            "workloads",
            "providers",
            "before",
            "forks",
            "threads",
            "warmups",
            "iterations",
            "time",
            "jvm",
            "jvm-args",
            "output");

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
        String before = arguments.text("before", "");
        return new CompareOptions(
                arguments.list("workloads", Workload.names()).stream()
                        .map(Workload::named)
                        .toList(),
                before.isEmpty() ? providers : withBefore(providers),
                before.isEmpty() ? null : Path.of(before),
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

    private static List<String> withBefore(List<String> providers) {
        List<String> both = new ArrayList<>(providers);
        both.add(both.indexOf(LARDER) + 1, BEFORE);
        return both;
    }

    /** The short name, see {@link Providers}, under which a contestant is opened. */
    static String providerOf(String contestant) {
        return contestant.equals(BEFORE) ? LARDER : contestant;
    }

    /** What a contestant's forks run with. */
    ClassPath classPathOf(String contestant) {
        ClassPath own = ClassPath.own();
        ClassPath build = before != null && contestant.equals(BEFORE) ? own.withJarsOf(before) : own;
        return build.of(providerOf(contestant));
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
