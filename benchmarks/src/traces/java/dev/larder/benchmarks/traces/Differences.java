package dev.larder.benchmarks.traces;

import java.util.Locale;

/** How far the measured hit ratios of one policy are from the reference's, over traces and sizes. */
final class Differences {
    private final PolicyReference policy;
    private int measuredCount;
    private int beyondTolerance;
    private int beyondSpreadToo;
    private double largestPoints;
    private String largestAt = "";

    Differences(PolicyReference policy) {
        this.policy = policy;
    }

    /**
     * Adds one trace at one size.
     *
     * @param points percentage points by which the measured hit ratio is above the reference's
     * @param spreadPoints how far the reference's replays lie apart; what they do by chance cannot be held against others
     * @param where names the trace and the size
     */
    void add(double points, double spreadPoints, String where) {
        measuredCount++;
        if (Math.abs(points) > policy.toleranceInPoints()) {
            beyondTolerance++;
            if (Math.abs(points) > spreadPoints) {
                beyondSpreadToo++;
            }
        }
        if (Math.abs(points) >= Math.abs(largestPoints)) {
            largestPoints = points;
            largestAt = where;
        }
    }

    static String header() {
        return String.format(
                Locale.ROOT,
                "| policy | measured | beyond the tolerance | and beyond the reference's own spread | largest difference |"
                        + " at |%n|---|---|---|---|---|---|");
    }

    String toRow() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d (%.1f pp) | %d | %+.2f pp | %s |",
                policy.policyName(),
                measuredCount,
                beyondTolerance,
                policy.toleranceInPoints(),
                beyondSpreadToo,
                largestPoints,
                largestAt);
    }
}
