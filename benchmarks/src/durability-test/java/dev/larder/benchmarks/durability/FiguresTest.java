package dev.larder.benchmarks.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Figures figures = new Figures();

    @Test
    void table_severalRounds_hasMedianAndRange() {
        add("raw", 0.5, 2_000, 31);

        assertThat(figures.table()).endsWith("| raw | writes/s | 31.0 | 0.500 – 2,000 |\n");
    }

    @Test
    void tableOfGoals_ratio_isTakenWithinEachRound() {
        add("ours", 10, 200, 3_000);
        add("theirs", 10, 100, 1_000);

        assertThat(figures.table(List.of(Goal.ratio("ours", "theirs", "≥ 2"))))
                .endsWith("| ours / theirs | ≥ 2 | 2.00 | 1.00 – 3.00 |\n");
    }

    @Test
    void tableOfGoals_figureByItself_isNotDivided() {
        add("ours", 10, 200, 3_000);

        assertThat(figures.table(List.of(Goal.of("ours", "≤ 7")))).endsWith("| ours | ≤ 7 | 200 | 10.0 – 3,000 |\n");
    }

    @Test
    void tableOfGoals_peerThatWasNotMeasured_isLeftOut() {
        add("ours", 10);

        assertThat(figures.table(List.of(Goal.ratio("ours", "theirs", "≥ 2"), Goal.of("other", "≤ 7"))))
                .doesNotContain("ours", "other");
    }

    @Test
    void addTold_outputOfAChild_hasWhatItToldAmongWhatElseItWrote() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        out.println("WARNING: something");
        Figures.tell(out, "a get, hot", "µs", 0.125);

        figures.addTold(output.toString(StandardCharsets.UTF_8));

        assertThat(figures.table()).endsWith("| a get, hot | µs | 0.125 | 0.125 – 0.125 |\n");
    }

    @Test
    void addTold_childThatToldNothing_isRefusedWithItsOutput() {
        assertThatThrownBy(() -> figures.addTold("out of memory")).hasMessageContaining("out of memory");
    }

    private void add(String name, double... values) {
        for (double value : values) {
            figures.add(name, "writes/s", value);
        }
    }
}
