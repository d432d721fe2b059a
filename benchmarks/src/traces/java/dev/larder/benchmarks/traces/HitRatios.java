package dev.larder.benchmarks.traces;

import dev.larder.benchmarks.Arguments;
import java.io.PrintStream;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Prints the hit ratios of the references, and beside them those of the cache that a {@link SubjectProvider} opens, over
 * traces and sizes. Sizes are shares of a trace's distinct keys. What chooses by chance is replayed several times: the
 * mean is printed and in parentheses how many percentage points the replays lie apart.
 */
public final class HitRatios {
    private static final Set<String> OPTIONS = Set.of("traces", "policies", "sizes", "replays");
    private static final List<String> SIZES_IN_PERCENT = List.of("0.1", "1", "5", "20", "50");
    private static final long SMALLEST_SIZE = 16;

    private final List<PolicyReference> policies;
    private final List<Double> sizesInPercent;
    private final int replays;
    private final Optional<SubjectProvider> provider;
    private final PrintStream out;
    private final Map<PolicyReference, Differences> differences = new LinkedHashMap<>();

    private HitRatios(
            List<PolicyReference> policies,
            List<Double> sizesInPercent,
            int replays,
            Optional<SubjectProvider> provider,
            PrintStream out) {
        this.policies = policies;
        this.sizesInPercent = sizesInPercent;
        this.replays = replays;
        this.provider = provider;
        this.out = out;
    }

    public static void main(String[] args) {
        Arguments arguments = new Arguments(args, OPTIONS);
        HitRatios hitRatios = new HitRatios(
                arguments.list("policies", PolicyReference.names()).stream()
                        .map(PolicyReference::named)
                        .toList(),
                arguments.list("sizes", SIZES_IN_PERCENT).stream()
                        .map(Double::valueOf)
                        .toList(),
                arguments.positive("replays", 5),
                ServiceLoader.load(SubjectProvider.class).findFirst(),
                System.out);
        hitRatios.printHeader();
        arguments.list("traces", Trace.names()).stream().map(Trace::named).forEach(hitRatios::replay);
        hitRatios.printDifferences();
    }

    private void printHeader() {
        if (provider.isEmpty()) {
            out.printf("No SubjectProvider is on the class path: references only.%n%n");
        }
        StringBuilder titles = new StringBuilder("| trace | requests | size |");
        for (PolicyReference policy : policies) {
            titles.append(' ').append(policy.referenceName()).append(" |");
            provider.ifPresent(
                    p -> titles.append(String.format(Locale.ROOT, " %s %s | pp |", p.name(), policy.policyName())));
        }
        out.println(titles);
        out.println(titles.toString().replaceAll("[^|]+", "---"));
    }

    private void replay(Trace trace) {
        long[] keys = trace.keys();
        for (long maxEntries : sizes(keys)) {
            StringBuilder row = new StringBuilder(
                    String.format(Locale.ROOT, "| %s | %,d | %,d |", trace.traceName(), keys.length, maxEntries));
            for (PolicyReference policy : policies) {
                row.append(cells(trace, keys, maxEntries, policy));
            }
            out.println(row);
        }
    }

    /** Each share of the distinct keys, as whole entries and without what would be too small to mean anything. */
    private long[] sizes(long[] keys) {
        long distinct = LongStream.of(keys).distinct().count();
        return sizesInPercent.stream()
                .mapToLong(percent -> Math.round(distinct * percent / 100))
                .filter(size -> size >= SMALLEST_SIZE)
                .distinct()
                .toArray();
    }

    private String cells(Trace trace, long[] keys, long maxEntries, PolicyReference policy) {
        int replaysNeeded = policy.isExact() ? 1 : replays;
        DoubleSummaryStatistics expected =
                Replay.hitRatios(keys, replaysNeeded, replay -> policy.open(maxEntries, replay + 1));
        double spreadPoints = 100 * (expected.getMax() - expected.getMin());
        String cells = policy.isExact()
                ? String.format(Locale.ROOT, " %.2f %% |", 100 * expected.getAverage())
                : String.format(Locale.ROOT, " %.2f %% (%.2f) |", 100 * expected.getAverage(), spreadPoints);
        if (provider.isEmpty()) {
            return cells;
        }
        DoubleSummaryStatistics actual = Replay.hitRatios(
                keys, replaysNeeded, replay -> provider.get().open(policy.policyName(), maxEntries, replay + 1));
        double points = 100 * (actual.getAverage() - expected.getAverage());
        differences
                .computeIfAbsent(policy, Differences::new)
                .add(points, spreadPoints, String.format(Locale.ROOT, "%s at %,d", trace.traceName(), maxEntries));
        return cells + String.format(Locale.ROOT, " %.2f %% | %+.2f |", 100 * actual.getAverage(), points);
    }

    private void printDifferences() {
        if (!differences.isEmpty()) {
            out.println();
            out.println(Differences.header());
            differences.values().forEach(difference -> out.println(difference.toRow()));
        }
    }
}
