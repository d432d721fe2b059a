package dev.larder.core.journal;

import static dev.larder.core.journal.Logs.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.core.journal.Logs.Notes;
import dev.larder.store.Durability;
import dev.larder.store.StoreClosedException;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log on the machine's file system. */
class JournalTest {
    @TempDir
    Path directory;

    private Journal open(Notes notes) {
        return Journal.open(Logs.config(FileSystem.system(), directory), 1, notes);
    }

    @Test
    void open_afterClose_showsWhatWasAppended() {
        List<String> appended = new ArrayList<>();
        try (Journal journal = open(new Notes())) {
            for (String text : List.of("a", "bb", "ccc")) {
                appended.add(append(journal, text) + "=" + text);
            }
        }
        Notes notes = new Notes();

        try (Journal journal = open(notes)) {
            assertThat(notes.frames).isEqualTo(appended);
            assertThat(journal.recovery().frames()).isEqualTo(3);
            assertThat(journal.recovery().cut()).isNull();
        }
    }

    @Test
    void open_withoutClose_showsWhatWasAppended() {
        Journal killed = open(new Notes());
        long first = append(killed, "a");
        long second = append(killed, "b");
        Notes notes = new Notes();

        try (Journal journal = open(notes)) {
            assertThat(notes.frames).containsExactly(first + "=a", second + "=b");
            assertThat(journal.durableSequence()).isEqualTo(journal.lastSequence());
        }
    }

    @Test
    void open_afterRunsThatWroteNothing_releasesEachFileOnce() {
        append(open(new Notes()), "a");
        open(new Notes());
        open(new Notes());
        List<String> left = new ArrayList<>();
        long first;
        try (Journal journal = open(new Notes())) {
            append(journal, "b");
            journal.rotate();
            first = journal.firstSegmentFor(journal.lastSequence());
            journal.release(first);
            for (int i = 0; i < 500; i++) {
                left.add(append(journal, "c" + i) + "=c" + i);
            }
        }
        Notes notes = new Notes();

        Journal.open(Logs.config(FileSystem.system(), directory), first, notes).close();

        assertThat(notes.frames).isEqualTo(left);
    }

    @Test
    void open_againAndAgain_goesOnWithSequences() {
        List<String> appended = new ArrayList<>();
        for (int run = 0; run < 20; run++) {
            Notes notes = new Notes();
            Journal journal = open(notes);
            assertThat(notes.frames).isEqualTo(appended);
            for (int i = 0; i < 30; i++) {
                String text = "run " + run + " frame " + i;
                appended.add(append(journal, text) + "=" + text);
            }
            if (run % 3 == 0) {
                journal.awaitDurable(journal.lastSequence());
            }
            if (run % 2 == 0) {
                journal.close();
            }
        }
    }

    @Test
    void append_moreThanASegment_goesOnInTheNext() throws IOException {
        List<String> appended = new ArrayList<>();
        try (Journal journal = open(new Notes())) {
            for (int i = 0; i < 1000; i++) {
                String text = "frame " + i;
                appended.add(append(journal, text) + "=" + text);
                if (i % 7 == 0) {
                    journal.force();
                }
            }
        }
        Notes notes = new Notes();
        open(notes).close();

        assertThat(notes.frames).isEqualTo(appended);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.count()).isGreaterThan(3);
        }
    }

    @Test
    void append_largerThanASegment_hasASegmentOfItsOwn() {
        String large = "x".repeat(3 << 20);
        try (Journal journal = open(new Notes())) {
            append(journal, "before");
            append(journal, large);
            append(journal, "after");
        }
        Notes notes = new Notes();
        open(notes).close();

        assertThat(notes.frames).containsExactly("1=before", "2=" + large, "3=after");
        assertThat(notes.blocks).isSorted();
    }

    @Test
    void awaitDurable_appended_isDurable() {
        try (Journal journal = open(new Notes())) {
            long sequence = append(journal, "a");
            assertThat(journal.durableSequence()).isLessThan(sequence);

            journal.awaitDurable(sequence);

            assertThat(journal.durableSequence()).isEqualTo(sequence);
        }
    }

    @Test
    void awaitDurable_interrupted_waitsAndStaysInterrupted() {
        try (Journal journal = open(new Notes())) {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 500; i++) {
                journal.awaitDurable(append(journal, "frame " + i));
            }

            assertThat(Thread.interrupted()).isTrue();
            assertThat(journal.durableSequence()).isEqualTo(journal.lastSequence());
        }
    }

    @Test
    void whenDurable_untimed_completesWithForce() {
        try (Journal journal = open(new Notes())) {
            CompletableFuture<@Nullable Void> future = journal.whenDurable(append(journal, "a"));
            assertThat(future).isNotDone();

            journal.force();

            assertThat(future).isCompleted();
        }
    }

    @Test
    void replay_someBlocks_showsTheirFrames() {
        byte[] payload = new byte[100_000];
        Notes notes = new Notes();
        Journal killed = Journal.open(Logs.config(FileSystem.system(), directory, 3 << 20, false), 1, notes);
        for (int i = 0; i < 100; i++) {
            killed.append(payload, 0, payload.length, Durability.NONE);
        }
        killed.close();
        Notes recovered = new Notes();
        try (Journal journal =
                Journal.open(Logs.config(FileSystem.system(), directory, 3 << 20, false), 1, recovered)) {
            for (int block : new int[] {0, 1, 4, 7}) {
                BitSet blocks = new BitSet();
                blocks.set(block);
                Notes replayed = new Notes();

                journal.replay(blocks, replayed);

                List<String> expected = new ArrayList<>();
                for (int i = 0; i < recovered.frames.size(); i++) {
                    if (recovered.blocks.get(i) == block) {
                        expected.add(recovered.frames.get(i));
                    }
                }
                assertThat(replayed.frames).isEqualTo(expected).isNotEmpty();
            }
        }
    }

    @Test
    void release_afterRotate_recyclesFilesAndKeepsTheRest() {
        long firstSegment = 1;
        try (Journal journal = open(new Notes())) {
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < 300; i++) {
                    append(journal, "round " + round + " frame " + i);
                }
                long before = journal.rotate();
                append(journal, "kept " + round);
                firstSegment = journal.firstSegmentFor(before);
                assertThat(firstSegment).isEqualTo(before + 1);
                journal.release(firstSegment);
                assertThat(journal.sizeBytes()).isLessThan(200);
            }
        }
        Notes notes = new Notes();
        Journal.open(Logs.config(FileSystem.system(), directory), firstSegment, notes)
                .close();

        assertThat(notes.frames).hasSize(1).first().asString().endsWith("kept 9");
    }

    @Test
    void append_closed_isRefused() {
        Journal journal = open(new Notes());
        journal.close();

        assertThatThrownBy(() -> append(journal, "a")).isInstanceOf(StoreClosedException.class);
    }
}
