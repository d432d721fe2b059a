package dev.larder.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A force waits for the writers of the last one, and for nobody else. */
@Timeout(30)
class GatheringTest {
    private static final long FOR_EVER_NANOS = TimeUnit.DAYS.toNanos(1);

    private final AtomicReference<@Nullable Waiter> arrivals = new AtomicReference<>();
    private final Gathering gathering = new Gathering(arrivals, FOR_EVER_NANOS);
    private final ExecutorService gatherer = Executors.newSingleThreadExecutor();

    @AfterEach
    void stopGathering() {
        gatherer.shutdownNow();
    }

    private void arrive(boolean thread) {
        Waiter waiter = thread ? Waiter.ofThisThread(1) : Waiter.of(new CompletableFuture<>(), 1);
        Waiter before = arrivals.get();
        waiter.threads = (before == null ? 0 : before.threads) + (thread ? 1 : 0);
        arrivals.set(waiter);
        gathering.arrived();
    }

    private static void awaitWaiting(Thread thread, Future<?> gathered) {
        while (thread.getState() != Thread.State.TIMED_WAITING || thread.isInterrupted()) {
            assertThat(gathered.isDone()).isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void await_firstForceOrLoneWriter_waitsForNobody() {
        gathering.await(1);
        gathering.forced(FOR_EVER_NANOS, 1);
        gathering.await(1);
    }

    @Test
    void await_nobodyWantsToBeConfirmed_waitsForNobody() {
        gathering.forced(FOR_EVER_NANOS, 8);
        gathering.await(0);
    }

    @Test
    void await_threeWereThere_endsWhenThreeAreThereAgain() throws Exception {
        gathering.forced(FOR_EVER_NANOS, 3);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<?> gathered = gatherer.submit(() -> {
            thread.complete(Thread.currentThread());
            gathering.await(1);
        });
        arrive(true);
        arrive(false);
        awaitWaiting(thread.get(), gathered);
        arrive(true);
        gathered.get();
    }

    @Test
    void await_thoseWhoWereThereDoNotCome_givesUpAndExpectsThemNoMore() {
        gathering.forced(1_000_000, 3);
        gathering.await(1);
        gathering.forced(FOR_EVER_NANOS, 1);
        gathering.await(1);
    }

    @Test
    void await_interrupted_goesOnWaitingAndStaysInterrupted() throws Exception {
        gathering.forced(FOR_EVER_NANOS, 2);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<Boolean> gathered = gatherer.submit(() -> {
            thread.complete(Thread.currentThread());
            gathering.await(1);
            return Thread.interrupted();
        });
        awaitWaiting(thread.get(), gathered);
        thread.get().interrupt();
        awaitWaiting(thread.get(), gathered);
        arrive(true);
        assertThat(gathered.get()).isTrue();
    }
}
