package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZipfSequenceTest {
    private static final int ITEMS = 1000;

    private final ZipfSequence sequence = new ZipfSequence(ITEMS, 0.99, 18, new SplittableRandom(7));

    @Test
    void at_wholeSequence_followsZipfsLaw() {
        int[] counts = new int[ITEMS];
        for (int position = 0; position < sequence.length(); position++) {
            counts[sequence.at(position)]++;
        }
        Arrays.sort(counts);
        double harmonic = 0;
        for (int rank = 1; rank <= ITEMS; rank++) {
            harmonic += Math.pow(rank, -0.99);
        }

        double mostPopularShare = (double) counts[ITEMS - 1] / sequence.length();
        double tenthShare = (double) counts[ITEMS - 10] / sequence.length();
        assertThat(mostPopularShare).isCloseTo(1 / harmonic, within(0.005));
        assertThat(tenthShare).isCloseTo(Math.pow(10, -0.99) / harmonic, within(0.002));
    }

    @Test
    void at_beyondTheEnd_startsOver() {
        assertThat(sequence.at(sequence.length() + 5)).isEqualTo(sequence.at(5));
        assertThat(sequence.at(-1)).isEqualTo(sequence.at(sequence.length() - 1));
    }

    @Test
    void at_sameSeed_isTheSameSequence() {
        ZipfSequence again = new ZipfSequence(ITEMS, 0.99, 18, new SplittableRandom(7));

        assertThat(again.at(12_345)).isEqualTo(sequence.at(12_345));
    }
}
