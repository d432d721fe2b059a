package dev.larder.benchmarks.durability;

import org.jspecify.annotations.Nullable;

/**
 * What is to be reached: by a figure, or by its ratio to another one. A ratio is taken within each round, whose contestants ran
 * one after the other, so that a disk or a neighbour that changes between rounds changes it little.
 *
 * @param figure the name of what was measured
 * @param peer the name of what it is divided by; null for the figure itself
 * @param wanted the bound, as text
 */
record Goal(String figure, @Nullable String peer, String wanted) {
    /** The figure itself is to keep a bound. */
    static Goal of(String figure, String wanted) {
        return new Goal(figure, null, wanted);
    }

    /** The ratio of a figure to another is to keep a bound. */
    static Goal ratio(String figure, String peer, String wanted) {
        return new Goal(figure, peer, wanted);
    }

    /** As a heading. */
    String name() {
        return peer == null ? figure : figure + " / " + peer;
    }

    /** The figure or ratio of each round, or null if it was not measured. */
    double @Nullable [] reached(Figures figures) {
        double[] values = figures.values(figure);
        if (values == null || peer == null) {
            return values;
        }
        double[] peers = figures.values(peer);
        if (peers == null) {
            return null;
        }
        double[] ratios = new double[Math.min(values.length, peers.length)];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = values[round] / peers[round];
        }
        return ratios;
    }
}
