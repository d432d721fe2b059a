package dev.larder.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Quantiles of a few measurements, interpolated between neighbours. */
public final class Statistics {
    private Statistics() {}

    /** The middle of the values. */
    public static double median(double... values) {
        return quantile(0.5, values);
    }

    static double lowerQuartile(double... values) {
        return quantile(0.25, values);
    }

    /** The value below which three quarters lie. */
    public static double upperQuartile(double... values) {
        return quantile(0.75, values);
    }

    /**
     * The value below which a share of the others lies: of n sorted values the one at rank share * (n - 1), between two
     * ranks in proportion (type 7 of Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996).
     */
    public static double quantile(double share, double... values) {
        if (values.length == 0 || share < 0 || share > 1) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "A quantile needs values and a share from 0 to 1, got %d values and %s.",
                    values.length,
                    share));
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
