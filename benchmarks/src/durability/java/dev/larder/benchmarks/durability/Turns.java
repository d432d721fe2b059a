package dev.larder.benchmarks.durability;

import dev.larder.benchmarks.Arguments;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Has contestants measured in turns: all in each round, one after the other, and every second round backwards, so that a disk
 * that becomes slow is slow for all, and nobody always comes behind the same one.
 *
 * <p>Each finds an empty directory, which is deleted behind it: what the operating system did not write yet is then forgotten
 * and doesn't keep the disk busy while the next is measured.
 */
final class Turns {
    private final Path directory;
    private final List<String> wanted;
    private final PrintStream progress;
    private final Map<String, Contestant> contestants = new LinkedHashMap<>();

    /** One that is measured. */
    @FunctionalInterface
    interface Contestant {
        /** Measures once, and adds what it measured. */
        void measure(Path emptyDirectory, Figures figures) throws Exception;
    }

    /**
     * Without contestants.
     *
     * @param directory on the disk to be measured; made if it is not there
     * @param wanted parts of the names of those that are to be measured; all if there are none
     * @param progress told of each turn
     */
    Turns(Path directory, List<String> wanted, PrintStream progress) {
        this.directory = directory;
        this.wanted = wanted;
        this.progress = progress;
    }

    /** The option {@code only}: parts of names, separated by semicolons since names have commas. */
    static List<String> wanted(Arguments arguments) {
        String parts = arguments.text("only", "");
        return parts.isEmpty() ? List.of() : List.of(parts.split(";", -1));
    }

    /** Adds one, if it is wanted. */
    Turns add(String name, Contestant contestant) {
        if (wanted.isEmpty() || wanted.stream().anyMatch(name::contains)) {
            contestants.put(name, contestant);
        }
        return this;
    }

    /** Measures all, so many times. */
    Figures run(int rounds) throws Exception {
        Figures figures = new Figures();
        for (int round = 1; round <= rounds; round++) {
            round(round, figures);
        }
        return figures;
    }

    /** Measures all once and forgets it, for compilers and file systems to get ready; then so many times. */
    Figures runWarm(int rounds) throws Exception {
        round(0, new Figures());
        return run(rounds);
    }

    private void round(int round, Figures figures) throws Exception {
        List<String> order = new ArrayList<>(contestants.keySet());
        if (round % 2 == 0) {
            Collections.reverse(order);
        }
        Figures ofRound = new Figures();
        for (String name : order) {
            progress.printf("round %d: %s%n", round, name);
            Contestant contestant = contestants.get(name);
            if (contestant != null) {
                measure(contestant, ofRound);
            }
        }
        figures.addRound(ofRound);
    }

    private void measure(Contestant contestant, Figures figures) throws Exception {
        Path own = directory.resolve("contestant");
        delete(own);
        Files.createDirectories(own);
        try {
            contestant.measure(own, figures);
        } finally {
            delete(own);
        }
    }

    /** Deletes a directory with all it holds, if it is there. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
