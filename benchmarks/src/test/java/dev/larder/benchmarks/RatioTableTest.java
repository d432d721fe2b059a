package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RatioTableTest {
    private final RatioTable table = new RatioTable(Workload.GET_HIT_STRING);

    @Test
    void ratio_severalForks_dividesTheMedians() {
        addForks("raw-chm", 100, 200, 900);
        addForks("caffeine", 50, 120, 130);

        assertThat(table.ratio("caffeine")).isCloseTo(0.6, within(1e-9));
        assertThat(table.toMarkdown()).contains("| caffeine | 0.600 | 0.250 – 0.650 | 120 |");
    }

    @Test
    void ratio_contestantThatFailed_isNaNAndSaidSo() {
        addForks("raw-chm", 100);
        table.addRow("ehcache");

        assertThat(table.ratio("ehcache")).isNaN();
        assertThat(table.toMarkdown()).contains("| ehcache | failed, see its log |");
    }

    @Test
    void versus_forksOfBoth_dividesThoseOfTheSameTurn() {
        addForks("larder", 100, 220, 900);
        table.add(fork("larder-before", 1, 100));
        table.add(fork("larder-before", 2, 200));

        assertThat(table.versus("larder", "larder-before"))
                .startsWith("larder / larder-before per CPU s: 1.050, forks from 1.000 to 1.100");
    }

    @Test
    void versus_contestantThatFailed_saysSo() {
        addForks("larder", 100);

        assertThat(table.versus("larder", "larder-before")).startsWith("larder / larder-before: not measured");
    }

    @Test
    void toMarkdown_noHitsCounted_leavesTheCellEmpty() {
        addForks("raw-chm", 100);

        assertThat(table.toMarkdown()).doesNotContain("NaN");
    }

    @Test
    void toCsv_anyFork_hasACellForEachTitle() {
        String line = fork("raw-chm", 1, 100).toCsv("2026-11-21T00:00:00Z", "java");

        assertThat(line.split(",")).hasSameSizeAs(MeasuredFork.csvHeader().split(","));
    }

    private void addForks(String provider, double... opsPerCpuSecond) {
        for (int i = 0; i < opsPerCpuSecond.length; i++) {
            table.add(fork(provider, i + 1, opsPerCpuSecond[i]));
        }
    }

    private static MeasuredFork fork(String provider, int fork, double opsPerCpuSecond) {
        return new MeasuredFork(
                Workload.GET_HIT_STRING, provider, fork, 1, opsPerCpuSecond, opsPerCpuSecond, 0, Double.NaN);
    }
}
