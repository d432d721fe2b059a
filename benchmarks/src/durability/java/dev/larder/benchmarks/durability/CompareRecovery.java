package dev.larder.benchmarks.durability;

import dev.larder.benchmarks.Arguments;
import dev.larder.benchmarks.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Measures what it takes to open a store that has very many entries, in each form in which they can be on disk, and how many
 * bytes they take there. Written once for each form; opened in turns, by a JVM of its own each time.
 */
public final class CompareRecovery {
    /** What is wanted of ten million entries on two idle cores. */
    static final List<Goal> GOALS = List.of(
            Goal.of(RecoveryForm.LOG.title() + RecoveryProbe.CPU, "≤ 7 s"),
            Goal.of(RecoveryForm.LZ4.title() + RecoveryProbe.CPU, "≤ 7 s"),
            Goal.of(RecoveryForm.ZSTD.title() + RecoveryProbe.CPU, "≤ 7 s"),
            Goal.of(RecoveryForm.LOG.title() + RecoveryProbe.WALL, "≤ 4 s"),
            Goal.of(RecoveryForm.LZ4.title() + RecoveryProbe.WALL, "≤ 4 s"),
            Goal.of(RecoveryForm.ZSTD.title() + RecoveryProbe.WALL, "≤ 4 s"),
            Goal.of(RecoveryForm.ZSTD.title() + RecoveryProbe.BYTES, "≤ 70 B"),
            Goal.of(RecoveryForm.LOG.title() + RecoveryProbe.OVERHEAD, "≤ 20 B"));

    private final Path directory;
    private final int entryCount;
    private final List<String> jvmArguments;

    private CompareRecovery(Path directory, int entryCount, List<String> jvmArguments) {
        this.directory = directory;
        this.entryCount = entryCount;
        this.jvmArguments = jvmArguments;
    }

    /** Runs with the options that benchmarks/README.md lists. */
    public static void main(String[] args) throws Exception {
        Figures figures = measure(args);
        System.out.println(figures.table());
        System.out.println(figures.table(GOALS));
    }

    static Figures measure(String... args) throws Exception {
        Arguments arguments = new Arguments(args, Set.of("directory", "rounds", "entries", "forms", "jvm-args"));
        CompareRecovery comparison = new CompareRecovery(
                Path.of(arguments.text("directory", "target/recovery")),
                arguments.positive("entries", 10_000_000),
                arguments.list("jvm-args", List.of("-Xms6g", "-Xmx6g", "-XX:+UseG1GC")));
        List<RecoveryForm> forms =
                arguments
                        .list(
                                "forms",
                                Arrays.stream(RecoveryForm.values())
                                        .map(RecoveryForm::title)
                                        .toList())
                        .stream()
                        .map(RecoveryForm::titled)
                        .toList();
        return comparison.run(forms, arguments.positive("rounds", 5));
    }

    private Figures run(List<RecoveryForm> forms, int rounds) throws Exception {
        Path written = directory.resolve("written");
        Figures sizes = new Figures();
        try {
            for (RecoveryForm form : forms) {
                Path own = Files.createDirectories(written.resolve(form.title()));
                probe(RecoveryProbe.WRITE, form, own, sizes);
            }
            Turns turns = new Turns(directory, List.of(), System.err);
            for (RecoveryForm form : forms) {
                Path own = written.resolve(form.title());
                turns.add(form.title(), (empty, figures) -> probe(RecoveryProbe.OPEN, form, own, figures));
            }
            Figures figures = turns.run(rounds);
            figures.addRound(sizes);
            return figures;
        } finally {
            Turns.delete(written);
        }
    }

    private void probe(String task, RecoveryForm form, Path data, Figures figures) throws Exception {
        figures.addTold(ChildJvm.run(ChildJvm.command(
                jvmArguments,
                RecoveryProbe.class,
                List.of(task, form.title(), data.toString(), Integer.toString(entryCount)))));
    }
}
