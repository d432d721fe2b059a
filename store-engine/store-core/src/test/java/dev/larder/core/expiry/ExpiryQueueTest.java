package dev.larder.core.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExpiryQueueTest {
    private static final long START_MILLIS = 1_700_000_000_003L;
    private static final long DUE_MILLIS = START_MILLIS + 3_600_000;
    private static final int SMALLEST_SWEEP = 1 << 14;

    private final Set<Integer> useless = new HashSet<>();
    private final ExpiryQueue<Integer> queue = new ExpiryQueue<>(START_MILLIS, useless::contains);
    private final List<Integer> reported = new ArrayList<>();

    @Test
    void schedule_itemsAreUselessSoonAndNobodyAdvances_holdsFewOfThem() {
        long most = 0;
        for (int item = 0; item < 300_000; item++) {
            queue.schedule(item, DUE_MILLIS);
            most = Math.max(most, queue.count());
            becomesUseless(item - 100);
        }
        assertThat(most).isLessThan(3 * SMALLEST_SWEEP);
        assertThat(report()).hasSizeGreaterThanOrEqualTo(100).contains(299_900, 299_999);
    }

    @Test
    void schedule_itemsAreUselessLongAfterwardsAndNobodyAdvances_holdsNoMoreThanFourTimesTheUseful() {
        long most = 0;
        int useful = 50_000;
        for (int item = 0; item < 500_000; item++) {
            queue.schedule(item, DUE_MILLIS);
            most = Math.max(most, queue.count());
            becomesUseless(item - useful);
        }
        assertThat(most).isLessThan(4L * useful);
        assertThat(report()).contains(450_000, 499_999);
    }

    @Test
    void schedule_muchIsUseless_asksForAnAdvanceAtOnce() {
        int items = 2 * SMALLEST_SWEEP;
        for (int item = 0; item < items; item++) {
            assertThat(queue.schedule(item, DUE_MILLIS)).isEqualTo(DUE_MILLIS);
        }
        int gone = 20_000;
        for (int item = 0; item < gone; item++) {
            becomesUseless(item);
        }
        long askedForMillis = DUE_MILLIS;
        for (int item = items; askedForMillis == DUE_MILLIS && item < 2 * items; item++) {
            askedForMillis = queue.schedule(item, DUE_MILLIS);
        }
        assertThat(askedForMillis).isLessThan(START_MILLIS);

        long before = queue.count();
        queue.advance(START_MILLIS, 1, (item, deadline) -> {});
        assertThat(queue.count()).isEqualTo(before - gone);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void advance_sinkWaitsForAThreadThatAdvances_bothGoOn() {
        queue.schedule(1, DUE_MILLIS);
        queue.schedule(2, DUE_MILLIS);
        queue.advance(DUE_MILLIS + TimerWheel.TICK_MILLIS, 1_000, (item, deadline) -> {
            CompletableFuture.runAsync(() -> queue.advance(
                            DUE_MILLIS + TimerWheel.TICK_MILLIS, 1_000, (other, itsDeadline) -> reported.add(other)))
                    .join();
            assertThat(queue.nextDueMillis()).isEqualTo(TimerWheel.NEVER);
            reported.add(item);
        });
        assertThat(reported).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void advance_sinkThrows_leavesTheOthersToTheNext() {
        for (int item = 0; item < 10; item++) {
            queue.schedule(item, DUE_MILLIS);
        }
        assertThatThrownBy(() -> queue.advance(DUE_MILLIS + TimerWheel.TICK_MILLIS, 1_000, (item, deadline) -> {
                    reported.add(item);
                    if (reported.size() == 3) {
                        throw new IllegalStateException("planted");
                    }
                }))
                .hasMessage("planted");
        assertThat(queue.count()).isEqualTo(7);
        assertThat(queue.nextDueMillis()).isLessThanOrEqualTo(DUE_MILLIS + TimerWheel.TICK_MILLIS);
        assertThat(report()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void advance_uselessItemIsDue_isNotReported() {
        queue.schedule(1, DUE_MILLIS);
        queue.schedule(2, DUE_MILLIS);
        queue.nextDueMillis();
        becomesUseless(1);
        assertThat(report()).containsExactly(2);
    }

    private void becomesUseless(int item) {
        if (item >= 0) {
            useless.add(item);
            queue.becameUseless();
        }
    }

    private List<Integer> report() {
        queue.advance(DUE_MILLIS + TimerWheel.TICK_MILLIS, Integer.MAX_VALUE, (item, deadline) -> reported.add(item));
        return reported;
    }
}
