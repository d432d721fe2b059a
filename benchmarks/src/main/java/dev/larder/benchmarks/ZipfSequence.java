package dev.larder.benchmarks;

import java.util.SplittableRandom;

/**
 * A long sequence of indices whose popularity follows Zipf's law, drawn before anything is measured.
 *
 * <p>The weight of rank r is 1 / r^skew; a rank is drawn by searching a uniform number in the cumulated weights. Ranks
 * are spread over the indices by a shuffle, or the popular entries would lie next to each other in memory.
 *
 * <p><b>Threads:</b> immutable; each reader keeps its own position.
 */
final class ZipfSequence {
    private final int[] indices;

    /**
     * @param itemCount indices are below this
     * @param lengthLog2 the sequence has 2^lengthLog2 steps
     */
    ZipfSequence(int itemCount, double skew, int lengthLog2, SplittableRandom random) {
        double[] cumulated = cumulatedWeights(itemCount, skew);
        int[] itemOfRank = shuffled(itemCount, random);
        indices = new int[1 << lengthLog2];
        for (int i = 0; i < indices.length; i++) {
            double drawn = random.nextDouble() * cumulated[itemCount - 1];
            indices[i] = itemOfRank[firstAbove(cumulated, drawn)];
        }
    }

    /** The index at a position; positions beyond the end start over. */
    int at(int position) {
        return indices[position & (indices.length - 1)];
    }

    int length() {
        return indices.length;
    }

    private static double[] cumulatedWeights(int itemCount, double skew) {
        double[] cumulated = new double[itemCount];
        double sum = 0;
        for (int rank = 0; rank < itemCount; rank++) {
            sum += 1 / Math.pow(rank + 1, skew);
            cumulated[rank] = sum;
        }
        return cumulated;
    }

    private static int firstAbove(double[] ascending, double value) {
        int low = 0;
        int high = ascending.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] > value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] items = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            items[i] = items[other];
            items[other] = i;
        }
        return items;
    }
}
