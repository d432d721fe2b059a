package dev.larder.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.StorageFailedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of those who wait for the disk when the thread that asks it fails. */
@Timeout(60)
class ConfirmerTest {
    private static Confirmer confirmer(Confirmer.Disk disk) {
        return new Confirmer(
                disk,
                0,
                Duration.ofMillis(5),
                task -> {
                    Thread thread = new Thread(task, "log");
                    thread.setDaemon(true);
                    thread.setUncaughtExceptionHandler((ended, failure) -> {});
                    return thread;
                },
                true);
    }

    @Test
    void when_memoryIsShortWhileTheDiskIsAsked_failsAndSoDoesWhatComesLater() {
        Confirmer confirmer = confirmer(new Confirmer.Disk() {
            @Override
            public long forceAppended() {
                throw new OutOfMemoryError("for a moment");
            }

            @Override
            public void reserveAhead() {}
        });

        CompletableFuture<@Nullable Void> waiting = confirmer.when(1);

        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(StorageFailedException.class);
        assertThat(confirmer.when(2)).isCompletedExceptionally();
        confirmer.close();
    }

    @Test
    void when_roomAheadCantBeMade_isConfirmedAllTheSame() {
        Confirmer confirmer = confirmer(new Confirmer.Disk() {
            @Override
            public long forceAppended() {
                return 1;
            }

            @Override
            public void reserveAhead() {
                throw new OutOfMemoryError("for a moment");
            }
        });

        confirmer.askForRoom();

        assertThat(confirmer.when(1)).succeedsWithin(Duration.ofSeconds(20));
        confirmer.close();
    }
}
