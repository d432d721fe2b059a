package dev.larder.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Prints the CPU time, user and system, that a process takes from its start to the first put, beyond that of a JVM that
 * does nothing. Each has only the jars on its class path that it loads classes from, and they take turns. Needs bash, whose {@code time} tells the CPU of a child to the millisecond.
 */
public final class StartUp {
    private static final String BARE = "bare";
    /** For bash: runs what follows, and tells the CPU time of it in the last line. */
    public static final String TIMED = "TIMEFORMAT='%3U %3S'; time \"$@\"";

    private StartUp() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = new Arguments(args, Set.of("providers", "runs"));
        int runs = arguments.positive("runs", 20);
        List<String> contestants = new ArrayList<>(List.of(BARE));
        contestants.addAll(arguments.list("providers", Providers.available()));
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (String contestant : contestants) {
            commands.put(contestant, command(contestant));
        }
        Map<String, double[]> cpuMillis = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                cpuMillis.computeIfAbsent(command.getKey(), contestant -> new double[runs])[run] =
                        parseCpuMillis(ChildJvm.lastLine(ChildJvm.run(command.getValue())));
            }
        }
        print(System.out, cpuMillis, runs);
    }

    private static List<String> command(String contestant) throws IOException, InterruptedException {
        List<String> arguments = contestant.equals(BARE) ? List.of(BARE) : Providers.startUpArguments(contestant);
        ClassPath classPath = ClassPath.own().of(contestant).loadedBy(StartUpProbe.class, arguments);
        List<String> command = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
        command.addAll(ChildJvm.command(List.of(), classPath, StartUpProbe.class, arguments));
        return command;
    }

    /** Adds up user and system seconds as bash prints them. */
    public static double parseCpuMillis(String times) {
        String[] seconds = times.trim().split(" ", -1);
        if (seconds.length != 2) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "Expected user and system seconds, found '%s'.", times));
        }
        return 1000 * (Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1]));
    }

    private static void print(PrintStream out, Map<String, double[]> cpuMillis, int runs) {
        double bare = Statistics.median(cpuMillis.getOrDefault(BARE, new double[] {Double.NaN}));
        out.printf(Locale.ROOT, "Bare JVM: %.0f ms of CPU, median of %d runs.%n%n", bare, runs);
        out.printf(Locale.ROOT, "| provider | CPU over a bare JVM | quartiles |%n|---|---|---|%n");
        cpuMillis.forEach((contestant, millis) -> {
            if (!contestant.equals(BARE)) {
                out.printf(
                        Locale.ROOT,
                        "| %s | %+.0f ms | %+.0f – %+.0f |%n",
                        contestant,
                        Statistics.median(millis) - bare,
                        Statistics.lowerQuartile(millis) - bare,
                        Statistics.upperQuartile(millis) - bare);
            }
        });
    }
}
