package dev.larder.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Prints how much heap an entry takes beyond its key and value, each contestant in a JVM of its own. */
public final class Footprint {
    private static final List<String> DEFAULT_PROVIDERS =
            List.of(Providers.RAW_MAP, Providers.RAW_CAFFEINE, "larder", "caffeine", "cache2k");

    private Footprint() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = new Arguments(args, Set.of("providers", "entries", "heap"));
        int entries = arguments.positive("entries", 1_000_000);
        List<String> providers = arguments.list(
                "providers",
                DEFAULT_PROVIDERS.stream().filter(Providers::isAvailable).toList());
        PrintStream out = System.out;
        out.printf(Locale.ROOT, "| provider | heap per entry over payload, %,d entries |%n|---|---|%n", entries);
        for (String provider : providers) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %+.1f B |%n",
                    provider,
                    overheadBytes(provider, entries, arguments.text("heap", "4g")));
        }
    }

    /** The serial collector tells exactly what is in use, if it may not leave dead objects where they lie. */
    private static double overheadBytes(String provider, int entries, String heap)
            throws IOException, InterruptedException {
        List<String> jvmArguments = new ArrayList<>(ChildJvm.OPENED_PACKAGES);
        jvmArguments.addAll(
                List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:MarkSweepAlwaysCompactCount=1"));
        String output = ChildJvm.run(ChildJvm.command(
                jvmArguments,
                ClassPath.own().of(provider),
                FootprintProbe.class,
                List.of(provider, Integer.toString(entries))));
        return Double.parseDouble(ChildJvm.lastLine(output));
    }
}
