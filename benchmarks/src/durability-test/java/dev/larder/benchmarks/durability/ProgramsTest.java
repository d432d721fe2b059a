package dev.larder.benchmarks.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every program runs, and measures whatever it has a goal for. Nothing is judged by its time. */
class ProgramsTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void compareDurability_aMoment_measuresWhatItHasGoalsFor() throws Exception {
        Figures figures = CompareDurability.measure(
                "--directory", directory.toString(), "--rounds", "1", "--millis", "5", "--mebibytes", "1");

        assertThat(CompareDurability.GOALS.stream()
                        .filter(goal -> RedisServer.isInstalled("redis-server")
                                || !goal.name().contains("Redis"))
                        .filter(goal ->
                                Writers.virtualThreads() != null || !goal.name().contains("virtual")))
                .allSatisfy(goal -> assertMeasured(goal, figures));
    }

    @Test
    void compareCpu_aMoment_measuresWhatItHasGoalsFor() throws Exception {
        Figures figures =
                CompareCpu.measure("--directory", directory.toString(), "--rounds", "1", "--operations", "1000");

        assertAllMeasured(CompareCpu.GOALS, figures);
    }

    @Test
    void compareRecovery_fewEntries_measuresWhatItHasGoalsFor() throws Exception {
        Figures figures = CompareRecovery.measure(
                "--directory",
                directory.toString(),
                "--rounds",
                "1",
                "--entries",
                "1000",
                "--forms",
                "log,snapshot-lz4,snapshot-zstd",
                "--jvm-args",
                "-Xmx256m");

        assertAllMeasured(CompareRecovery.GOALS, figures);
    }

    @Test
    void compareTiers_fewRecords_measuresWhatItHasGoalsFor() throws Exception {
        Figures figures = CompareTiers.measure(
                "--directory", directory.toString(), "--rounds", "1", "--operations", "100", "--records", "1000");

        assertAllMeasured(CompareTiers.GOALS, figures);
    }

    private static void assertAllMeasured(List<Goal> goals, Figures figures) {
        assertThat(goals).allSatisfy(goal -> assertMeasured(goal, figures));
    }

    private static void assertMeasured(Goal goal, Figures figures) {
        assertThat(goal.reached(figures)).as(goal.name()).hasSize(1);
    }
}
