package dev.larder.benchmarks.traces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DifferencesTest {
    private final Differences differences = new Differences(PolicyReference.WINDOW_TINYLFU);

    @Test
    void toRow_severalDifferences_countsAndNamesTheLargest() {
        differences.add(0.05, 0, "a at 1");
        differences.add(-1.5, 2, "b at 2");
        differences.add(0.3, 0.2, "c at 3");

        assertThat(differences.toRow()).isEqualTo("| window-tinylfu | 3 | 2 (0.1 pp) | 1 | -1.50 pp | b at 2 |");
    }

    @Test
    void header_andRow_haveAsManyCells() {
        differences.add(0.05, 0, "a at 1");

        long cells = differences.toRow().chars().filter(c -> c == '|').count();
        assertThat(Differences.header().lines())
                .allSatisfy(line -> assertThat(line.chars().filter(c -> c == '|').count())
                        .isEqualTo(cells));
    }
}
