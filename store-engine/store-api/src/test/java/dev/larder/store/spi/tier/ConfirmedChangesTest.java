package dev.larder.store.spi.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.StoreClosedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfirmedChangesTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final AtomicInteger confirmations = new AtomicInteger();

    @Test
    void whenConfirmed_oneWaits_isConfirmedAtOnce() throws Exception {
        try (ConfirmedChanges changes = changes(NEVER, confirmations::incrementAndGet)) {
            await(changes, changes.count());

            assertThat(confirmations).hasValue(1);
            assertThat(changes.confirmedCount()).isEqualTo(1);
        }
    }

    @Test
    void whenConfirmed_manyWaitDuringAConfirmation_shareTheNext() throws Exception {
        Semaphore underWay = new Semaphore(0);
        Semaphore allowed = new Semaphore(0);
        Runnable slow = () -> {
            confirmations.incrementAndGet();
            underWay.release();
            allowed.acquireUninterruptibly();
        };
        try (ConfirmedChanges changes = changes(NEVER, slow)) {
            List<CompletableFuture<@Nullable Void>> stages = new ArrayList<>();
            stages.add(changes.whenConfirmed(changes.count()).toCompletableFuture());
            underWay.acquire();
            for (int i = 0; i < 100; i++) {
                stages.add(changes.whenConfirmed(changes.count()).toCompletableFuture());
            }
            assertThat(stages).noneMatch(CompletableFuture::isDone);
            allowed.release(100);

            for (CompletableFuture<@Nullable Void> stage : stages) {
                stage.get(10, TimeUnit.SECONDS);
            }
            assertThat(confirmations).hasValue(2);
        }
    }

    @Test
    void count_nobodyWaits_isConfirmedAfterTheInterval() throws Exception {
        CountDownLatch confirmed = new CountDownLatch(1);
        try (ConfirmedChanges changes = changes(Duration.ofMillis(1), confirmed::countDown)) {
            changes.count();

            assertThat(confirmed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whenConfirmed_numberNobodyHas_isRefused() throws Exception {
        try (ConfirmedChanges changes = changes(NEVER, confirmations::incrementAndGet)) {
            changes.whenConfirmed(0).toCompletableFuture().get(0, TimeUnit.SECONDS);

            assertThatIllegalArgumentException().isThrownBy(() -> changes.whenConfirmed(1));
        }
    }

    @Test
    void whenConfirmed_confirmationFails_failsForGoodAndIsNotAskedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Runnable secondFails = () -> {
            if (calls.incrementAndGet() == 2) {
                throw new UncheckedIOException(new IOException("I/O error"));
            }
        };
        ConfirmedChanges changes = changes(NEVER, secondFails);
        long safe = changes.count();
        await(changes, safe);
        changes.requireHealthy();
        long lost = changes.count();

        assertThatThrownBy(() -> await(changes, lost))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(StorageFailedException.class, failure -> assertThat(failure.safeSequence())
                        .isEqualTo(safe))
                .hasMessageContaining("Writes are refused");
        assertThatThrownBy(changes::requireHealthy).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(() -> await(changes, changes.count())).hasCauseInstanceOf(StorageFailedException.class);
        await(changes, safe);
        assertThatThrownBy(changes::close).isInstanceOf(StorageFailedException.class);
        assertThat(calls).hasValue(2);
    }

    @Test
    void whenConfirmed_diskFullOnce_failsAndIsConfirmedWhenAskedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Runnable firstIsFull = () -> {
            if (calls.incrementAndGet() == 1) {
                throw new StorageFullException("The disk is full");
            }
        };
        try (ConfirmedChanges changes = changes(NEVER, firstIsFull)) {
            long change = changes.count();

            assertThatThrownBy(() -> await(changes, change)).hasCauseInstanceOf(StorageFullException.class);
            changes.requireHealthy();
            await(changes, change);
        }
    }

    @Test
    void close_diskFull_saysSo() {
        ConfirmedChanges changes = changes(NEVER, () -> {
            throw new StorageFullException("The disk is full");
        });
        changes.count();

        assertThatThrownBy(changes::close).isInstanceOf(StorageFullException.class);
    }

    @Test
    void fail_toldFromOutside_endsWaiters() {
        ConfirmedChanges changes = changes(NEVER, () -> {
            throw new AssertionError("the disk must not be asked");
        });

        changes.fail(new IOException("the file is gone"));

        assertThatThrownBy(changes::requireHealthy).hasMessageContaining("the file is gone");
        assertThatThrownBy(() -> await(changes, changes.count())).hasCauseInstanceOf(StorageFailedException.class);
    }

    @Test
    void close_unconfirmedChanges_confirmsThem() throws Exception {
        ConfirmedChanges changes = changes(NEVER, confirmations::incrementAndGet);
        long change = changes.count();

        changes.close();
        changes.close();

        assertThat(confirmations).hasValue(1);
        await(changes, change);
        long late = changes.count();
        assertThatThrownBy(() -> await(changes, late)).hasCauseInstanceOf(StoreClosedException.class);
    }

    private static ConfirmedChanges changes(Duration interval, Runnable confirm) {
        return new ConfirmedChanges("test-confirm", interval, confirm);
    }

    private static void await(ConfirmedChanges changes, long change) throws Exception {
        changes.whenConfirmed(change).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
