package dev.larder.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Starts JVMs that measure themselves. */
public final class ChildJvm {
    /** What Hazelcast asks for on its console; the others do not notice. */
    static final List<String> OPENED_PACKAGES = List.of(
            "--add-modules=java.se",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    private ChildJvm() {}

    /** The command line of a child with the class path of this JVM. */
    public static List<String> command(List<String> jvmArguments, Class<?> mainClass, List<String> arguments) {
        return command(jvmArguments, ClassPath.own(), mainClass, arguments);
    }

    /** The command line of a child. */
    static List<String> command(
            List<String> jvmArguments, ClassPath classPath, Class<?> mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(classPath.asOption());
        command.add(mainClass.getName());
        command.addAll(arguments);
        return command;
    }

    /**
     * Runs a command to its end and returns what it wrote, on either stream.
     *
     * @throws IllegalStateException if it ended with an error
     */
    public static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT, "The child process ended with status %d; it wrote:%n%s", status, output));
        }
        return output;
    }

    /** The last line a child wrote, where it puts its result. */
    public static String lastLine(String output) {
        return output.strip().lines().reduce("", (before, line) -> line);
    }
}
