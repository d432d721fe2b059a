package dev.larder.core.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long START_MILLIS = 1_700_000_000_003L;
    private static final long YEAR_MILLIS = 365L * 24 * 60 * 60 * 1_000;

    private final TimerWheel<String> wheel = new TimerWheel<>(START_MILLIS);
    private final List<String> reported = new ArrayList<>();

    @Test
    void advance_beforeDeadline_reportsNothing() {
        wheel.schedule("a", START_MILLIS + 1_000);

        assertThat(advanceTo(START_MILLIS + 999)).isEmpty();
        assertThat(wheel.count()).isEqualTo(1);
    }

    @Test
    void advance_tickAfterDeadline_reportsOnceWithItsDeadline() {
        wheel.schedule("a", START_MILLIS + 1_000);

        List<Long> deadlines = new ArrayList<>();
        wheel.advance(START_MILLIS + 1_000 + TimerWheel.TICK_MILLIS, 10, (item, deadline) -> deadlines.add(deadline));

        assertThat(deadlines).containsExactly(START_MILLIS + 1_000);
        assertThat(wheel.count()).isZero();
        assertThat(advanceTo(START_MILLIS + YEAR_MILLIS)).isEmpty();
    }

    @Test
    void schedule_deadlineInThePast_isDueAtOnce() {
        wheel.schedule("now", START_MILLIS);
        wheel.schedule("past", START_MILLIS - YEAR_MILLIS);
        wheel.schedule("distant past", Long.MIN_VALUE);

        assertThat(wheel.nextDueMillis()).isLessThanOrEqualTo(START_MILLIS);
        assertThat(advanceTo(START_MILLIS)).containsExactlyInAnyOrder("now", "past", "distant past");
    }

    @Test
    void schedule_farDeadlines_areReportedInTheirTurn() {
        wheel.schedule("century", START_MILLIS + 100 * YEAR_MILLIS);
        wheel.schedule("end of time", Long.MAX_VALUE - 1);
        wheel.schedule("year", START_MILLIS + YEAR_MILLIS);

        assertThat(advanceTo(START_MILLIS + YEAR_MILLIS + 8)).containsExactly("year");
        assertThat(advanceTo(START_MILLIS + 100 * YEAR_MILLIS - 1)).isEmpty();
        assertThat(advanceTo(START_MILLIS + 100 * YEAR_MILLIS + 8)).containsExactly("century");
        assertThat(wheel.count()).isEqualTo(1);
    }

    @Test
    void advance_moreDueThanMax_continuesOnTheNextCall() {
        for (int i = 0; i < 1_000; i++) {
            wheel.schedule("item " + i, START_MILLIS + 100 + i % 7);
        }
        long laterMillis = START_MILLIS + 1_000;

        int calls = 0;
        while (wheel.nextDueMillis() <= laterMillis) {
            int before = reported.size();
            int touched = wheel.advance(laterMillis, 64, (item, deadline) -> reported.add(item));
            assertThat(touched).isLessThanOrEqualTo(64);
            assertThat(reported.size() - before).isLessThanOrEqualTo(64);
            calls++;
        }

        assertThat(reported).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(calls).isGreaterThanOrEqualTo(1_000 / 64);
        assertThat(wheel.advance(laterMillis, 64, (item, deadline) -> reported.add(item)))
                .isZero();
    }

    @Test
    void advance_largeSlotOfFarItemsIsReached_movesOnlyMaxItemsPerCall() {
        for (int i = 0; i < 10_000; i++) {
            wheel.schedule("item " + i, START_MILLIS + YEAR_MILLIS + 1_000L * i);
        }

        int calls = 1;
        while (wheel.advance(START_MILLIS + YEAR_MILLIS - 1, 100, (item, deadline) -> reported.add(item)) == 100) {
            calls++;
        }

        assertThat(reported).isEmpty();
        assertThat(calls).isGreaterThanOrEqualTo(100);
        assertThat(advanceTo(START_MILLIS + YEAR_MILLIS + 10_000_000)).hasSize(10_000);
    }

    @Test
    void advance_sinkSchedulesAgain_isReportedAgainAtTheNewDeadline() {
        wheel.schedule("a", START_MILLIS + 100);

        wheel.advance(START_MILLIS + 200, 10, (item, deadline) -> wheel.schedule(item, deadline + 1_000));

        assertThat(wheel.count()).isEqualTo(1);
        assertThat(advanceTo(START_MILLIS + 1_099)).isEmpty();
        assertThat(advanceTo(START_MILLIS + 1_108)).containsExactly("a");
    }

    @Test
    void advance_sinkThrows_countsTheItemAsReportedAndGoesOn() {
        wheel.schedule("a", START_MILLIS + 100);
        wheel.schedule("b", START_MILLIS + 100);

        assertThatThrownBy(() -> wheel.advance(START_MILLIS + 200, 10, (item, deadline) -> {
                    throw new IllegalStateException(item);
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(wheel.count()).isEqualTo(1);
        assertThat(advanceTo(START_MILLIS + 200)).hasSize(1);
    }

    @Test
    void advance_maxNotPositive_isRefused() {
        assertThatThrownBy(() -> wheel.advance(START_MILLIS, 0, (item, deadline) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max must be positive: 0");
    }

    @Test
    void advance_clockStepsBackALittle_waitsForIt() {
        wheel.advance(START_MILLIS + 50_000, 10, (item, deadline) -> {});
        wheel.schedule("a", START_MILLIS + 40_000);

        assertThat(advanceTo(START_MILLIS + 39_999)).isEmpty();
        assertThat(advanceTo(START_MILLIS + 50_000)).containsExactly("a");
    }

    @Test
    void advance_clockStepsBackALot_reportsByTheNewTime() {
        wheel.schedule("scheduled before", START_MILLIS + 2 * YEAR_MILLIS);
        wheel.advance(START_MILLIS + YEAR_MILLIS, 10, (item, deadline) -> {});
        wheel.schedule("overdue", START_MILLIS + 60_000);

        assertThat(advanceTo(START_MILLIS)).isEmpty();
        wheel.schedule("scheduled after", START_MILLIS + 1_000);

        assertThat(advanceTo(START_MILLIS + 999)).isEmpty();
        assertThat(advanceTo(START_MILLIS + 1_008)).containsExactly("scheduled after");
        assertThat(advanceTo(START_MILLIS + 60_008)).containsExactly("overdue");
        assertThat(advanceTo(START_MILLIS + 2 * YEAR_MILLIS - 1)).isEmpty();
        assertThat(advanceTo(START_MILLIS + 2 * YEAR_MILLIS + 8)).containsExactly("scheduled before");
    }

    @Test
    void nextDueMillis_emptyWheel_isNever() {
        assertThat(wheel.nextDueMillis()).isEqualTo(TimerWheel.NEVER);
    }

    @Test
    void nextDueMillis_oneItem_leadsToItInFewSteps() {
        wheel.schedule("a", START_MILLIS + YEAR_MILLIS);

        int wakeUps = 0;
        while (reported.isEmpty()) {
            long nextMillis = wheel.nextDueMillis();
            assertThat(nextMillis).isLessThan(START_MILLIS + YEAR_MILLIS + TimerWheel.TICK_MILLIS);
            wheel.advance(nextMillis, 10, (item, deadline) -> reported.add(item));
            wakeUps++;
        }

        assertThat(wakeUps).isLessThanOrEqualTo(11);
    }

    @Test
    void removeIf_uselessItems_keepsTheOthers() {
        for (int i = 0; i < 5_000; i++) {
            wheel.schedule(i % 10 == 0 ? "kept " + i : "useless", START_MILLIS - 100 + 37L * i);
        }

        wheel.removeIf("useless"::equals);

        assertThat(wheel.count()).isEqualTo(500);
        assertThat(advanceTo(START_MILLIS + YEAR_MILLIS))
                .hasSize(500)
                .doesNotHaveDuplicates()
                .doesNotContain("useless");
    }

    @Test
    void removeIf_everything_leavesAnEmptyWheel() {
        wheel.schedule("due", START_MILLIS);
        wheel.schedule("far", START_MILLIS + YEAR_MILLIS);

        wheel.removeIf(item -> true);

        assertThat(wheel.count()).isZero();
        assertThat(wheel.nextDueMillis()).isEqualTo(TimerWheel.NEVER);
    }

    @Test
    void everyCall_randomTimesAndJumps_reportsEachItemOnceAndOnTime() {
        for (long seed = 0; seed < 200; seed++) {
            new Model(seed).run();
        }
    }

    private List<String> advanceTo(long nowMillis) {
        List<String> items = new ArrayList<>();
        wheel.advance(nowMillis, Integer.MAX_VALUE, (item, deadline) -> items.add(item));
        return items;
    }

    /** The deadlines of all scheduled items, and what must be true of a wheel that was given them. */
    private static final class Model {
        private final long seed;
        private final Random random;
        private final Map<Integer, Long> deadlinesMillis = new HashMap<>();
        private final TimerWheel<Integer> wheel;
        private long nowMillis;
        private int itemsMade;

        private Model(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.nowMillis = random.nextBoolean() ? START_MILLIS : random.nextLong() >> (1 + random.nextInt(60));
            this.wheel = new TimerWheel<>(nowMillis);
        }

        private void run() {
            for (int step = 0; step < 500; step++) {
                int items = random.nextInt(8) == 0 ? random.nextInt(200) : random.nextInt(3);
                for (int i = 0; i < items; i++) {
                    schedule();
                }
                nowMillis = saturatedSum(nowMillis, randomSpanMillis());
                advance(step);
            }
            nowMillis = Long.MAX_VALUE;
            advance(500);
            assertThat(deadlinesMillis.values())
                    .as("left over, seed %d", seed)
                    .allMatch(millis -> millis > Long.MAX_VALUE - TimerWheel.TICK_MILLIS);
        }

        private void schedule() {
            long deadlineMillis = saturatedSum(nowMillis, randomSpanMillis() - 20);
            deadlinesMillis.put(itemsMade, deadlineMillis);
            wheel.schedule(itemsMade++, deadlineMillis);
        }

        private void advance(int step) {
            if (random.nextInt(10) == 0) {
                wheel.advance(nowMillis - random.nextInt(1_000), 5, this::report);
            }
            int max = 1 + random.nextInt(50);
            boolean workLeft = true;
            while (workLeft) {
                int touched = wheel.advance(nowMillis, max, this::report);
                assertThat(touched).as("items touched, seed %d", seed).isLessThanOrEqualTo(max);
                workLeft = touched == max;
            }
            assertThat(deadlinesMillis.values())
                    .as("items not reported in time at step %d of seed %d", step, seed)
                    .allMatch(millis -> millis > nowMillis - TimerWheel.TICK_MILLIS);
            assertThat(wheel.count()).as("count, seed %d", seed).isEqualTo(deadlinesMillis.size());
            if (nowMillis < Long.MAX_VALUE) {
                assertThat(wheel.nextDueMillis()).as("next due, seed %d", seed).isGreaterThan(nowMillis);
            }
            long nearestMillis = deadlinesMillis.values().stream()
                    .mapToLong(Long::longValue)
                    .min()
                    .orElse(Long.MAX_VALUE);
            assertThat(wheel.nextDueMillis())
                    .as("next due, seed %d", seed)
                    .isLessThanOrEqualTo(saturatedSum(nearestMillis, TimerWheel.TICK_MILLIS - 1));
        }

        private void report(int item, long deadlineMillis) {
            Long scheduledMillis = deadlinesMillis.remove(item);
            assertThat(scheduledMillis)
                    .as("deadline of item %d, seed %d", item, seed)
                    .isEqualTo(deadlineMillis);
            assertThat(deadlineMillis).as("reported early, seed %d", seed).isLessThanOrEqualTo(nowMillis);
        }

        /** From some milliseconds to millions of years, each order of magnitude as likely as any other. */
        private long randomSpanMillis() {
            int digits = random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(28);
            return random.nextLong() >>> (63 - digits);
        }

        private static long saturatedSum(long a, long b) {
            long sum = a + b;
            return b > 0 && sum < a ? Long.MAX_VALUE : sum;
        }
    }
}
