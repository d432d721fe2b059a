package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadCpuTest {
    private static final String STAT_OF_COMPILER =
            "41 (C2 CompilerThre) S 1 1 2 0 -1 4194368 7466 0 3 0 33 2 9 9 20 0 20 0 95065 9189875712 26117";

    @TempDir
    Path tasks = Path.of("");

    @Test
    void compilerNanos_severalThreads_addsUpTheCompilersAlone() throws IOException {
        addThread("40", "java", "9000 1 1");
        addThread("41", "C2 CompilerThre", "359614617 126345485 560");
        addThread("42", "C1 CompilerThre", "100 5 6");
        addThread("43", "GC Thread#0", "7000 1 1");

        assertThat(new ThreadCpu(tasks).compilerNanos()).isEqualTo(359_614_717);
    }

    @Test
    void compilerNanos_withoutSchedstat_readsTicks() throws IOException {
        Path thread = Files.createDirectory(tasks.resolve("41"));
        Files.writeString(thread.resolve("comm"), "C2 CompilerThre\n");
        Files.writeString(thread.resolve("stat"), STAT_OF_COMPILER);

        assertThat(new ThreadCpu(tasks).compilerNanos()).isEqualTo(350_000_000);
    }

    @Test
    void compilerNanos_threadThatEndedMeanwhile_countsNothing() throws IOException {
        Files.createDirectory(tasks.resolve("44"));

        assertThat(new ThreadCpu(tasks).compilerNanos()).isZero();
    }

    @Test
    void nanosOfStat_nameWithBlanksAndParentheses_isSkipped() {
        assertThat(ThreadCpu.nanosOfStat(STAT_OF_COMPILER.replace("C2 CompilerThre", "a) b (c d")))
                .isEqualTo(350_000_000);
    }

    @Test
    void nanosOfStat_tooFewFields_isRefused() {
        assertThatThrownBy(() -> ThreadCpu.nanosOfStat("41 (java) S 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("41 (java) S 1");
    }

    @Test
    void nanosOfSchedstat_tooFewFields_isRefused() {
        assertThatThrownBy(() -> ThreadCpu.nanosOfSchedstat("12"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'12'");
    }

    private void addThread(String id, String name, String schedstat) throws IOException {
        Path thread = Files.createDirectory(tasks.resolve(id));
        Files.writeString(thread.resolve("comm"), name + "\n");
        Files.writeString(thread.resolve("schedstat"), schedstat + "\n");
    }
}
