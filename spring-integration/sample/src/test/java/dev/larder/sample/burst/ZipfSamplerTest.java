package dev.larder.sample.burst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZipfSamplerTest {
    @Test
    void next_manyDraws_followTheLawAndStayInBounds() {
        ZipfSampler sampler = new ZipfSampler(100, 1.0);
        SplittableRandom random = new SplittableRandom(7);
        int[] drawn = new int[100];

        for (int draw = 0; draw < 100_000; draw++) {
            drawn[sampler.next(random)]++;
        }

        // The 100th harmonic number is 5.187: rank 1 has 19.3 % of the draws, rank 10 a tenth of that.
        assertThat(drawn[0] / 100_000.0).isCloseTo(0.193, within(0.01));
        assertThat(drawn[9] / 100_000.0).isCloseTo(0.0193, within(0.003));
        assertThat(drawn[99]).isPositive();
    }
}
