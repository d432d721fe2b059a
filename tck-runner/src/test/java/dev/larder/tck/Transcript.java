package dev.larder.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What became of each test of one JVM's run: a file of lines {@code OUTCOME<TAB>class#method}.
 *
 * @param lines in the order in which the tests ended; a parameterized test has one line for each set of parameters
 */
record Transcript(List<Line> lines) {

    enum Outcome {
        PASSED,
        FAILED,
        /** Not started, or given up through an assumption. */
        SKIPPED,
        /** Reported as passed, though the suite's own rule put an empty statement in the test's place. */
        EXCLUDED
    }

    record Line(Outcome outcome, String test) {}

    Transcript {
        lines = List.copyOf(lines);
    }

    static Transcript read(Path file) throws IOException {
        return new Transcript(
                Files.readAllLines(file).stream().map(Transcript::parse).toList());
    }

    /** Adds the lines to the end of the file, since a launcher may run the classes of one JVM in several plans. */
    void appendTo(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(
                file,
                lines.stream().map(line -> line.outcome() + "\t" + line.test()).toList(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static Line parse(String line) {
        int tab = line.indexOf('\t');
        return new Line(Outcome.valueOf(line.substring(0, tab)), line.substring(tab + 1));
    }
}
