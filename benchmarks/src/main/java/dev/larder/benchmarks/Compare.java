package dev.larder.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Compares the contestants workload by workload: a first forked JVM of each, then a second of each and so on, so that
 * whatever else the machine does meets all alike. Prints Markdown tables of ratios to the limits measured in the same
 * run and appends every fork to {@code compare.csv}.
 */
public final class Compare {
    private final CompareOptions options;
    private final PrintStream out;
    private final String startedAt =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();

    private Compare(CompareOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] args) throws IOException, RunnerException {
        new Compare(CompareOptions.parse(args), System.out).run();
    }

    private void run() throws IOException, RunnerException {
        Files.createDirectories(options.outputDirectory());
        ForkRunner forkRunner = new ForkRunner(options);
        List<RatioTable> tables = new ArrayList<>();
        for (Workload workload : options.workloads()) {
            RatioTable table = new RatioTable(workload);
            List<String> contestants = options.contestants(workload);
            contestants.forEach(table::addRow);
            for (int fork = 1; fork <= options.forks(); fork++) {
                for (String provider : contestants) {
                    Optional<MeasuredFork> measured = forkRunner.run(workload, provider, fork);
                    if (measured.isPresent()) {
                        table.add(measured.get());
                        append(measured.get());
                    } else {
                        out.printf("%s failed; see %s%n", provider, forkRunner.logFile(workload, provider, fork));
                    }
                }
            }
            out.println(table.toMarkdown());
            if (options.before() != null) {
                out.println(table.versus(CompareOptions.LARDER, CompareOptions.BEFORE));
            }
            tables.add(table);
        }
        out.println(summary(tables));
    }

    private void append(MeasuredFork measured) throws IOException {
        Path csv = options.outputDirectory().resolve("compare.csv");
        List<String> lines = new ArrayList<>();
        if (!Files.exists(csv)) {
            lines.add(MeasuredFork.csvHeader());
        }
        lines.add(measured.toCsv(startedAt, options.jvm().toString()));
        Files.write(csv, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** All workloads in one table: ratios of operations per CPU second. */
    private String summary(List<RatioTable> tables) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "### Operations per CPU second as a ratio to the limit, %d thread(s), median of %d forks%n%n| workload"
                        + " | limit |",
                options.threads(),
                options.forks()));
        options.providers()
                .forEach(provider -> text.append(' ').append(provider).append(" |"));
        text.append(String.format(
                Locale.ROOT,
                "%n|---|---|%s%n",
                "---|".repeat(options.providers().size())));
        for (RatioTable table : tables) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s |",
                    table.workload().methodName(),
                    table.workload().baseline()));
            for (String provider : options.providers()) {
                double ratio = table.ratio(provider);
                text.append(Double.isNaN(ratio) ? " – |" : String.format(Locale.ROOT, " %.3f |", ratio));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}
