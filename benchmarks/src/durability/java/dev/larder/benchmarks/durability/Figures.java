package dev.larder.benchmarks.durability;

import dev.larder.benchmarks.Statistics;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured: for each figure one value of each round, in the order of the rounds, and the unit. Prints Markdown tables
 * of medians, and of ratios within the rounds. Not safe for use by several threads at once.
 */
final class Figures {
    /** What a line begins with by which a child process tells a figure. */
    private static final String TOLD = "figure";

    private static final String SEPARATOR = "\t";

    private final Map<String, Figure> byName = new LinkedHashMap<>();

    private record Figure(String unit, List<Double> values) {}

    /** Adds what a round measured. */
    void add(String name, String unit, double value) {
        byName.computeIfAbsent(name, absent -> new Figure(unit, new ArrayList<>()))
                .values()
                .add(value);
    }

    /** Adds all that one round measured. */
    void addRound(Figures round) {
        round.byName.forEach((name, figure) -> figure.values().forEach(value -> add(name, figure.unit(), value)));
    }

    /** Writes a figure so that {@link #addTold} of the parent process finds it. */
    static void tell(PrintStream out, String name, String unit, double value) {
        out.println(String.join(SEPARATOR, TOLD, name, unit, Double.toString(value)));
    }

    /**
     * Adds all figures that a child process told.
     *
     * @throws IllegalStateException if there is none
     */
    void addTold(String output) {
        List<String> told =
                output.lines().filter(line -> line.startsWith(TOLD + SEPARATOR)).toList();
        if (told.isEmpty()) {
            throw new IllegalStateException("The child process told no figure; it wrote:\n" + output);
        }
        for (String line : told) {
            String[] parts = line.split(SEPARATOR, -1);
            add(parts[1], parts[2], Double.parseDouble(parts[3]));
        }
    }

    /** The values of a figure, or null if it was not measured. */
    double @Nullable [] values(String name) {
        Figure figure = byName.get(name);
        return figure == null
                ? null
                : figure.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** All figures: the median of the rounds, and the smallest and largest. */
    String table() {
        StringBuilder table = new StringBuilder("| what | unit | median | from – to |\n|---|---|---|---|\n");
        byName.forEach((name, figure) -> table.append("| ")
                .append(name)
                .append(" | ")
                .append(figure.unit())
                .append(" | ")
                .append(medianAndRange(figure.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray()))
                .append(" |\n"));
        return table.toString();
    }

    /** What was to be reached, beside what was measured; goals whose figures were not measured are left out. */
    String table(List<Goal> goals) {
        StringBuilder table = new StringBuilder("| goal | wanted | median | from – to |\n|---|---|---|---|\n");
        for (Goal goal : goals) {
            double[] reached = goal.reached(this);
            if (reached != null) {
                table.append("| ")
                        .append(goal.name())
                        .append(" | ")
                        .append(goal.wanted())
                        .append(" | ")
                        .append(medianAndRange(reached))
                        .append(" |\n");
            }
        }
        return table.toString();
    }

    private static String medianAndRange(double[] values) {
        return number(Statistics.median(values)) + " | " + number(Statistics.quantile(0, values)) + " – "
                + number(Statistics.quantile(1, values));
    }

    /** With three digits at least. */
    private static String number(double value) {
        String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
