package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FrequencySketchTest {
    private static final int HASH = "a key".hashCode();

    @Test
    void frequency_neverUsed_isZero() {
        assertThat(new FrequencySketch(1_000).frequency(HASH)).isZero();
    }

    @Test
    void increment_alone_countsExactlyUpToTheLargestFrequency() {
        FrequencySketch sketch = new FrequencySketch(1_000);

        for (int uses = 1; uses <= 20; uses++) {
            sketch.increment(HASH);
            assertThat(sketch.frequency(HASH)).isEqualTo(Math.min(uses, FrequencySketch.LARGEST_FREQUENCY));
        }
    }

    @Test
    void frequency_manyHashes_isNeverTooLowAndSeldomTooHigh() {
        int entries = 1_000;
        FrequencySketch sketch = new FrequencySketch(entries);
        for (int hash = 0; hash < entries; hash++) {
            for (int use = 0; use < hash % 4; use++) {
                sketch.increment(hash);
            }
        }

        int tooHigh = 0;
        for (int hash = 0; hash < entries; hash++) {
            assertThat(sketch.frequency(hash)).isGreaterThanOrEqualTo(hash % 4);
            tooHigh += sketch.frequency(hash) > hash % 4 ? 1 : 0;
        }
        assertThat(tooHigh).isLessThan(entries / 10);
    }

    @Test
    void increment_sampleComplete_halvesWhatWasCounted() {
        FrequencySketch sketch = new FrequencySketch(1_000);
        for (int use = 0; use < 12; use++) {
            sketch.increment(HASH);
        }

        useOthers(sketch, sketch.sampleSize() - 12 - 1);
        int before = sketch.frequency(HASH);
        useOthers(sketch, 1);

        assertThat(before).isGreaterThanOrEqualTo(12);
        assertThat(sketch.frequency(HASH)).isEqualTo(before / 2);
    }

    @Test
    void increment_popularOnce_isForgotten() {
        FrequencySketch sketch = new FrequencySketch(1_000);
        for (int use = 0; use < 15; use++) {
            sketch.increment(HASH);
        }

        useOthers(sketch, 10 * sketch.sampleSize());

        assertThat(sketch.frequency(HASH)).isLessThan(8);
    }

    @Test
    void grow_usedHashes_keepTheirFrequencies() {
        FrequencySketch sketch = new FrequencySketch(1_000);
        useOthers(sketch, 3_000);
        int[] before = new int[4_000];
        for (int hash = 0; hash < before.length; hash++) {
            before[hash] = sketch.frequency(hash);
        }

        sketch.grow();
        sketch.grow();

        assertThat(sketch.capacity()).isEqualTo(4_000);
        for (int hash = 0; hash < before.length; hash++) {
            assertThat(sketch.frequency(hash)).isEqualTo(before[hash]);
        }
    }

    @Test
    void create_absurdCapacity_isBounded() {
        FrequencySketch sketch = new FrequencySketch(1);

        assertThat(sketch.capacity()).isEqualTo(256);
        sketch.increment(HASH);
        assertThat(sketch.frequency(HASH)).isOne();
    }

    /** Uses hashes that differ in all bits, each about once. */
    private static void useOthers(FrequencySketch sketch, long uses) {
        Random random = new Random(3);
        for (long use = 0; use < uses; use++) {
            sketch.increment(random.nextInt());
        }
    }
}
