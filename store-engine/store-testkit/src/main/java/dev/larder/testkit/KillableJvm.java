package dev.larder.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own that runs a class of the tests, to be killed at a moment that its output decides. The kill is the
 * operating system's ({@code SIGKILL}): no hook runs, no buffer is written.
 *
 * @param mainClass what runs
 * @param jvmArguments for the JVM
 * @param arguments for the class
 * @param scratch where its error output goes
 */
public record KillableJvm(Class<?> mainClass, List<String> jvmArguments, List<String> arguments, Path scratch) {
    /** What is told of the process's output. */
    @FunctionalInterface
    public interface LineListener {
        /** A line was told; returns whether the process is to be killed now. */
        boolean told(String line);
    }

    /**
     * Runs until the listener wants it killed; tells it also of what the process had told before it died. Fails if the
     * process ends by itself.
     */
    public void runUntilKilled(LineListener listener) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(scratch, "killed", ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName()));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        boolean killed = false;
        try (BufferedReader told = process.inputReader(UTF_8)) {
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                if (listener.told(line) && !killed) {
                    killed = true;
                    // By its handle, which leaves open what it has told and nobody has read yet.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        if (!killed) {
            throw new AssertionError(
                    "The process ended by itself (" + process.exitValue() + "): " + Files.readString(errors));
        }
    }
}
