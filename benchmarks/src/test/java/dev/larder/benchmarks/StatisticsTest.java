package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void median_oddCount_isTheMiddleValue() {
        assertThat(Statistics.median(9, 1, 5)).isEqualTo(5);
    }

    @Test
    void median_evenCount_isHalfWayBetweenTheMiddleValues() {
        assertThat(Statistics.median(4, 1, 2, 100)).isEqualTo(3);
    }

    @Test
    void quartiles_ofFiveValues_areTheSecondAndFourth() {
        assertThat(Statistics.lowerQuartile(50, 10, 40, 20, 30)).isEqualTo(20);
        assertThat(Statistics.upperQuartile(50, 10, 40, 20, 30)).isEqualTo(40);
    }

    @Test
    void quartiles_betweenRanks_areInterpolated() {
        assertThat(Statistics.lowerQuartile(1, 2, 3, 4)).isEqualTo(1.75);
        assertThat(Statistics.upperQuartile(1, 2, 3, 4)).isEqualTo(3.25);
    }

    @Test
    void quantile_ofOneValue_isThatValue() {
        assertThat(Statistics.upperQuartile(7)).isEqualTo(7);
    }

    @Test
    void quantile_ofTheEnds_isSmallestAndLargest() {
        assertThat(Statistics.quantile(0, 3, 1, 2)).isEqualTo(1);
        assertThat(Statistics.quantile(1, 3, 1, 2)).isEqualTo(3);
    }

    @Test
    void quantile_anyCall_leavesItsArgumentsInOrder() {
        double[] values = {3, 1, 2};

        Statistics.median(values);

        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void quantile_noValues_isRefused() {
        assertThatThrownBy(() -> Statistics.median())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 values");
    }
}
