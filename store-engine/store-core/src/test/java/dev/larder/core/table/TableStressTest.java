package dev.larder.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link TableStress} in JVMs of its own: a moment each, or thoroughly under the profile {@code stress}. */
class TableStressTest {
    private static final boolean THOROUGH = Boolean.getBoolean("larder.stress");

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void jcstress_findsNothingForbidden(@TempDir Path directory) throws IOException, InterruptedException {
        assumeThat(Runtime.getRuntime().availableProcessors())
                .as("processors, of which jcstress needs two")
                .isGreaterThan(1);
        Path output = directory.resolve("output.txt");
        Process jcstress = new ProcessBuilder(command())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            jcstress.waitFor();
        } finally {
            jcstress.destroyForcibly();
        }

        String said = Files.readString(output);
        assertThat(jcstress.exitValue()).as(said).isZero();
        assertThat(said)
                .contains("Failed tests: No matches", "Error tests: No matches")
                .contains("All remaining tests: " + TableStress.class.getDeclaredClasses().length + " matching");
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-t",
                TableStress.class.getName()));
        if (!THOROUGH) {
            // One JVM for each test instead of one for each way to compile it.
            command.addAll(List.of("-f", "1", "-fsm", "1", "-iters", "3", "-time", "200", "-sc", "false"));
            command.addAll(List.of("-jvmArgs", "-Xmx256m", "-hs", "256"));
        }
        return command;
    }
}
