package dev.larder.benchmarks.frameworks;

import dev.larder.benchmarks.Arguments;
import dev.larder.benchmarks.ChildJvm;
import dev.larder.benchmarks.StartUp;
import dev.larder.benchmarks.Statistics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Prints the CPU time, user and system, of an empty Spring Boot application with a cache from the start of its process to
 * the first put: with Caffeine, and with Larder's starter. They take turns. Needs bash, as {@link StartUp} does.
 */
public final class BootStart {
    /** What every application has. */
    private static final List<String> COMMON = List.of(
            "spring-",
            "micrometer-",
            "logback-",
            "log4j-",
            "slf4j-",
            "jul-to-slf4j",
            "snakeyaml-2",
            "jakarta.annotation",
            "jspecify-",
            "commons-logging");

    private static final Map<String, List<String>> OWN = Map.of(
            "CaffeineCacheManager",
            List.of("caffeine-"),
            "LarderCacheManager",
            List.of("larder-spring-boot-starter", "larder-api", "larder-core", "jctools-"));

    private BootStart() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int runs = new Arguments(args, Set.of("runs")).positive("runs", 20);
        Map<String, double[]> cpuMillis = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (String manager : List.of("CaffeineCacheManager", "LarderCacheManager")) {
                cpuMillis.computeIfAbsent(manager, name -> new double[runs])[run] =
                        StartUp.parseCpuMillis(ChildJvm.lastLine(ChildJvm.run(command(manager))));
            }
        }
        cpuMillis.forEach((manager, millis) -> System.out.printf(
                Locale.ROOT,
                "%s: %.0f ms of CPU, quartiles %.0f – %.0f, median of %d runs%n",
                manager,
                Statistics.median(millis),
                Statistics.quantile(0.25, millis),
                Statistics.quantile(0.75, millis),
                runs));
    }

    private static List<String> command(String manager) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", StartUp.TIMED, "bash"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPathOf(manager), BootProbe.class.getName(), manager));
        return command;
    }

    /** The class path of this JVM without what the application would not have. */
    private static String classPathOf(String manager) {
        List<String> kept = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = Path.of(element).getFileName().toString();
            boolean wanted = new File(element).isDirectory() || startsWithOne(name, COMMON);
            if (wanted || startsWithOne(name, OWN.getOrDefault(manager, List.of()))) {
                kept.add(element);
            }
        }
        return String.join(File.pathSeparator, kept);
    }

    private static boolean startsWithOne(String name, List<String> beginnings) {
        return beginnings.stream().anyMatch(name::startsWith);
    }
}
