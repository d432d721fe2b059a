package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WindowClimberTest {
    private static final int SMALL = 1_000;
    private static final int LARGE = 10_000;
    private static final int SAMPLE = 10_000;

    @Test
    void windowGrowth_hitRateRises_goesOnInSmallerSteps() {
        WindowClimber climber = new WindowClimber(SMALL, SAMPLE);

        assertThat(growth(climber, 0.50)).isEqualTo(-0.0625);
        assertThat(growth(climber, 0.52)).isEqualTo(-0.0625);
        assertThat(growth(climber, 0.54)).isEqualTo(-0.0625 * 0.98);
        assertThat(growth(climber, 0.56)).isEqualTo(-0.0625 * 0.98 * 0.98);
    }

    @Test
    void windowGrowth_hitRateFalls_turnsRound() {
        WindowClimber climber = new WindowClimber(SMALL, SAMPLE);
        growth(climber, 0.50);

        assertThat(growth(climber, 0.48)).isEqualTo(0.0625);
        assertThat(growth(climber, 0.47)).isEqualTo(-0.0625 * 0.98);
    }

    @Test
    void windowGrowth_hitRateJumps_takesLargeStepsAgain() {
        WindowClimber climber = new WindowClimber(SMALL, SAMPLE);
        for (int sample = 0; sample < 100; sample++) {
            growth(climber, 0.50);
        }
        assertThat(growth(climber, 0.50)).isBetween(-0.01, 0.0);

        growth(climber, 0.60);

        assertThat(growth(climber, 0.60)).isEqualTo(-0.0625);
    }

    @Test
    void windowGrowth_smallestCache_triesALargerWindowByWholeEntries() {
        WindowClimber climber = new WindowClimber(16, SAMPLE);
        requests(climber, 5_000, 0, 5_000);

        assertThat(climber.windowGrowth(16, SAMPLE, 0.1)).isEqualTo(2.0 / 16);
    }

    @Test
    void windowGrowth_largeCache_givesRoomToTheSideWithMoreHitsForItsSize() {
        WindowClimber climber = new WindowClimber(LARGE, SAMPLE);
        requests(climber, 10_000, 10_000, 20_000);
        double grown = climber.windowGrowth(LARGE, SAMPLE, 0.1);
        requests(climber, 10_000, 10_000, 20_000);
        double shrunk = climber.windowGrowth(LARGE, SAMPLE, 0.9);
        requests(climber, 2_000, 18_000, 20_000);
        double kept = climber.windowGrowth(LARGE, SAMPLE, 0.1);

        assertThat(grown).isEqualTo(0.03 * Math.log(9), within(1e-9));
        assertThat(shrunk).isEqualTo(-0.03 * Math.log(9), within(1e-9));
        assertThat(kept).isZero();
    }

    @Test
    void windowGrowth_largeCacheWithoutHits_staysWithinBounds() {
        WindowClimber climber = new WindowClimber(LARGE, SAMPLE);
        requests(climber, 0, 0, 40_000);
        double nothingHit = climber.windowGrowth(LARGE, SAMPLE, 0.1);
        requests(climber, 0, 40_000, 0);
        double windowUseless = climber.windowGrowth(LARGE, SAMPLE, 0.1);
        requests(climber, 40_000, 0, 0);
        double othersUseless = climber.windowGrowth(LARGE, SAMPLE, 0.1);

        assertThat(nothingHit).isZero();
        assertThat(windowUseless).isEqualTo(0.02 - 0.1, within(1e-9));
        assertThat(othersUseless).isEqualTo(0.3);
    }

    private static double growth(WindowClimber climber, double hitRate) {
        int hits = (int) Math.round(hitRate * SAMPLE);
        requests(climber, 0, hits, SAMPLE - hits);
        return climber.windowGrowth(SMALL, SAMPLE, 0.1);
    }

    private static void requests(WindowClimber climber, int windowHits, int otherHits, int misses) {
        for (int i = 0; i < windowHits + otherHits + misses; i++) {
            assertThat(climber.sampleIsComplete()).isFalse();
            if (i < windowHits + otherHits) {
                climber.hit(i < windowHits);
            } else {
                climber.miss();
            }
        }
        assertThat(climber.sampleIsComplete()).isTrue();
    }
}
