package dev.larder.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.core.journal.Logs.Notes;
import dev.larder.store.Durability;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.testkit.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that fails to confirm, and one that is full. */
class JournalFaultTest {
    private static final Path DIRECTORY = Path.of("data");

    private FaultyFileSystem disk = new FaultyFileSystem();

    @BeforeEach
    void makeDirectory() throws IOException {
        disk = new FaultyFileSystem();
        disk.createDirectories(DIRECTORY);
    }

    private Journal open(Notes notes) {
        return Journal.open(Logs.config(disk, DIRECTORY), 1, notes);
    }

    @Test
    void force_fails_refusesAllLaterWritesAndTellsWhatIsSafe() {
        Journal journal = open(new Notes());
        long safe = Logs.append(journal, "safe");
        journal.force();
        disk.failForce(disk.forceCount(), true, 1);
        long lost = Logs.append(journal, "lost");
        CompletableFuture<@Nullable Void> future = journal.whenDurable(lost);

        StorageFailedException failure =
                catchThrowableOfType(StorageFailedException.class, () -> journal.awaitDurable(lost));

        assertThat(failure.safeSequence()).isEqualTo(safe);
        assertThat(future).isCompletedExceptionally();
        assertThat(journal.durableSequence()).isEqualTo(safe);
        long forces = disk.forceCount();
        assertThatThrownBy(() -> Logs.append(journal, "later")).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(journal::force).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(journal::rotate).isInstanceOf(StorageFailedException.class);
        assertThat(disk.forceCount()).as("forces after the failed one").isEqualTo(forces);
        journal.awaitDurable(safe);
    }

    @Test
    void replay_afterFailedForce_goesOn() {
        Journal journal = open(new Notes());
        Logs.append(journal, "a");
        disk.failForce(disk.forceCount(), true, 1);
        assertThatThrownBy(journal::force).isInstanceOf(StorageFailedException.class);
        BitSet blocks = new BitSet();
        blocks.set(0);
        Notes notes = new Notes();

        journal.replay(blocks, notes);

        assertThat(notes.frames).containsExactly("1=a");
    }

    /** What memory still has of a failed force is not on the disk, though the disk was told of all of it. */
    @Test
    void open_afterFailedForce_confirmsAnewWhatItShows() {
        for (long seed = 0; seed < 50; seed++) {
            disk = new FaultyFileSystem();
            Journal failed = openFresh();
            for (int i = 0; i < 30; i++) {
                Logs.append(failed, "frame " + i);
            }
            disk.failForce(disk.forceCount(), true, seed);
            assertThatThrownBy(failed::force).isInstanceOf(StorageFailedException.class);
            Notes shown = new Notes();
            Journal journal = open(shown);
            shown.frames.add(Logs.append(journal, "new") + "=new");
            journal.force();

            disk = disk.crash(seed);
            Notes left = new Notes();
            open(left);

            assertThat(left.frames).as("seed %d", seed).isEqualTo(shown.frames);
        }
    }

    private Journal openFresh() {
        try {
            disk.createDirectories(DIRECTORY);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return open(new Notes());
    }

    @Test
    void append_diskFullAtAnyOperation_isRefusedAndGoesOnWhenThereIsRoom() {
        for (long operation = 10; operation < 80; operation++) {
            disk = new FaultyFileSystem();
            Journal journal = openFresh();
            disk.fillAt(operation);
            List<String> appended = new ArrayList<>();
            int refused = 0;
            for (int i = 0; i < 300; i++) {
                String text = "x".repeat(150) + i;
                try {
                    appended.add(Logs.append(journal, text) + "=" + text);
                } catch (StorageFullException full) {
                    refused++;
                    assertThat(full).hasMessageContaining("Nothing was changed");
                    if (refused % 3 == 0) {
                        disk.makeRoom();
                    }
                }
                if (i % 5 == 0) {
                    journal.force();
                }
            }
            journal.close();
            Notes notes = new Notes();
            open(notes);

            assertThat(notes.frames).as("full at operation %d", operation).isEqualTo(appended);
            assertThat(refused).as("refused appends").isLessThanOrEqualTo(3);
        }
    }

    @Test
    void append_diskFull_changesNothing() {
        Journal journal = open(new Notes());
        Logs.append(journal, "a");
        disk.fillAt(disk.operationCount());
        long last = journal.lastSequence();
        byte[] large = new byte[100_000];

        assertThatThrownBy(() -> journal.append(large, 0, large.length, Durability.SYNC))
                .isInstanceOf(StorageFullException.class);

        assertThat(journal.lastSequence()).isEqualTo(last);
        assertThat(Logs.append(journal, "b"))
                .as("there is room for a small one")
                .isEqualTo(last + 1);
    }
}
