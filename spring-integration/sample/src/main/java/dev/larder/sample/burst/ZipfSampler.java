package dev.larder.sample.burst;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws ranks as popularity falls in real life: rank {@code n} comes {@code n^exponent} times more rarely
 * than rank 1. Zipf's law, by inversion of the cumulated weights.
 */
final class ZipfSampler {
    private final double[] cumulated;

    ZipfSampler(int rankCount, double exponent) {
        cumulated = new double[rankCount];
        double sum = 0;
        for (int rank = 0; rank < rankCount; rank++) {
            sum += Math.pow(rank + 1.0, -exponent);
            cumulated[rank] = sum;
        }
    }

    /** A rank from 0, the most popular, to the number of ranks exclusively. */
    int next(SplittableRandom random) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return found >= 0 ? found : Math.min(-found - 1, cumulated.length - 1);
    }
}
