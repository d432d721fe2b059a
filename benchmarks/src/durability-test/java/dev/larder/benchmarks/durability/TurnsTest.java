package dev.larder.benchmarks.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.benchmarks.Arguments;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsTest {
    @TempDir
    Path directory = Path.of("");

    private final List<String> ran = new ArrayList<>();

    @Test
    void run_severalRounds_turnsTheOrderEachTime() throws Exception {
        turns(List.of()).run(3);

        assertThat(ran).containsExactly("log a", "log b", "file", "file", "log b", "log a", "log a", "log b", "file");
    }

    @Test
    void runWarm_measuredOnceMore_forgetsTheFirstRound() throws Exception {
        Figures figures = turns(List.of()).runWarm(2);

        assertThat(ran).hasSize(9);
        assertThat(figures.values("file")).hasSize(2);
    }

    @Test
    void run_partsOfNames_chooseAmongTheContestants() throws Exception {
        turns(List.of("b", "file")).run(1);

        assertThat(ran).containsExactly("log b", "file");
    }

    @Test
    void wanted_namesWithCommas_areSeparatedBySemicolons() {
        Set<String> names = Set.of("only");

        assertThat(Turns.wanted(new Arguments(new String[] {"--only", "SYNC, 1 thread;raw"}, names)))
                .containsExactly("SYNC, 1 thread", "raw");
        assertThat(Turns.wanted(new Arguments(new String[0], names))).isEmpty();
    }

    @Test
    void run_contestantThatLeavesFiles_hasThemTakenAwayFromTheNext() throws Exception {
        turns(List.of()).run(2);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void run_contestantThatFails_leavesNothingBehind() {
        Turns failing = new Turns(directory, List.of(), nowhere()).add("broken", (own, figures) -> {
            Files.createFile(own.resolve("left"));
            throw new IOException("no disk");
        });

        assertThatThrownBy(() -> failing.run(1)).hasMessage("no disk");
        assertThat(directory).isEmptyDirectory();
    }

    private Turns turns(List<String> wanted) {
        Turns turns = new Turns(directory, wanted, nowhere());
        for (String name : List.of("log a", "log b", "file")) {
            turns.add(name, (own, figures) -> {
                assertThat(own).isEmptyDirectory();
                Files.createFile(Files.createDirectory(own.resolve("sub")).resolve("left"));
                ran.add(name);
                figures.add(name, "writes/s", 1);
            });
        }
        return turns;
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream());
    }
}
