package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Turns the forks of a workload into a Markdown table of ratios to its limit, the median over the forks each. */
final class RatioTable {
    private final Workload workload;
    private final Map<String, List<MeasuredFork>> forksByProvider = new LinkedHashMap<>();

    RatioTable(Workload workload) {
        this.workload = workload;
    }

    /** Gives a contestant its row, which stays empty if every fork of it fails. */
    void addRow(String provider) {
        forksByProvider.putIfAbsent(provider, new ArrayList<>());
    }

    void add(MeasuredFork fork) {
        forksByProvider
                .computeIfAbsent(fork.provider(), provider -> new ArrayList<>())
                .add(fork);
    }

    /** The table with its heading. */
    String toMarkdown() {
        String baseline = workload.baseline();
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "### %s%n%n| provider | ratio to %s per CPU s | forks from – to | ops per CPU s | ratio by the clock |"
                        + " ops/s | B/op | hit ratio | forks |%n|---|---|---|---|---|---|---|---|---|%n",
                workload.methodName(),
                baseline));
        forksByProvider.forEach((provider, forks) -> table.append(row(provider, forks)));
        return table.toString();
    }

    private String row(String provider, List<MeasuredFork> forks) {
        if (forks.isEmpty()) {
            return String.format(Locale.ROOT, "| %s | failed, see its log | | | | | | | 0 |%n", provider);
        }
        double[] perCpuSecond = values(forks, MeasuredFork::opsPerCpuSecond);
        double cpuLimit = limit(MeasuredFork::opsPerCpuSecond);
        double hitRatio = median(forks, MeasuredFork::hitRatio);
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f – %.3f | %,.0f | %.3f | %,.0f | %.1f | %s | %d |%n",
                provider,
                Statistics.median(perCpuSecond) / cpuLimit,
                Statistics.quantile(0, perCpuSecond) / cpuLimit,
                Statistics.quantile(1, perCpuSecond) / cpuLimit,
                Statistics.median(perCpuSecond),
                median(forks, MeasuredFork::opsPerSecond) / limit(MeasuredFork::opsPerSecond),
                median(forks, MeasuredFork::opsPerSecond),
                median(forks, MeasuredFork::bytesPerOp),
                Double.isNaN(hitRatio) ? "" : String.format(Locale.ROOT, "%.4f", hitRatio),
                forks.size());
    }

    /** NaN, and so every ratio, when the limit itself could not be measured. */
    private double limit(ToDoubleFunction<MeasuredFork> measurement) {
        List<MeasuredFork> forks = forksByProvider.getOrDefault(workload.baseline(), List.of());
        return forks.isEmpty() ? Double.NaN : median(forks, measurement);
    }

    private static double median(List<MeasuredFork> forks, ToDoubleFunction<MeasuredFork> measurement) {
        return Statistics.median(values(forks, measurement));
    }

    private static double[] values(List<MeasuredFork> forks, ToDoubleFunction<MeasuredFork> measurement) {
        return forks.stream().mapToDouble(measurement).toArray();
    }

    /** The ratio per CPU second of a contestant; NaN if it was not measured. */
    double ratio(String provider) {
        List<MeasuredFork> forks = forksByProvider.getOrDefault(provider, List.of());
        return forks.isEmpty()
                ? Double.NaN
                : median(forks, MeasuredFork::opsPerCpuSecond) / limit(MeasuredFork::opsPerCpuSecond);
    }

    /** A line with the ratio per CPU second of one contestant to another, of forks that ran in the same turn. */
    String versus(String contestant, String other) {
        double[] ratios = forksByProvider.getOrDefault(contestant, List.of()).stream()
                .flatMapToDouble(fork -> forksByProvider.getOrDefault(other, List.of()).stream()
                        .filter(beside -> beside.fork() == fork.fork())
                        .mapToDouble(beside -> fork.opsPerCpuSecond() / beside.opsPerCpuSecond()))
                .toArray();
        return ratios.length == 0
                ? String.format(Locale.ROOT, "%s / %s: not measured%n", contestant, other)
                : String.format(
                        Locale.ROOT,
                        "%s / %s per CPU s: %.3f, forks from %.3f to %.3f%n",
                        contestant,
                        other,
                        Statistics.median(ratios),
                        Statistics.quantile(0, ratios),
                        Statistics.quantile(1, ratios));
    }

    Workload workload() {
        return workload;
    }
}
