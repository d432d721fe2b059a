package dev.larder.store.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemClockTest {
    private static final long START_MILLIS = 1_717_243_200_000L;
    private static final long HOUR_MILLIS = 3_600_000;

    private final AtomicLong wallMillis = new AtomicLong(START_MILLIS);
    /** Soon beyond what a long can count, as the origin of System.nanoTime allows. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(700));

    private final SystemClock clock = new SystemClock(wallMillis::get, nanos::get);

    /** Lets time pass that both of the system's clocks see. */
    private void pass(long millis) {
        wallMillis.addAndGet(millis);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void millis_timePasses_isTheWallClocks() {
        assertThat(clock.millis()).isEqualTo(START_MILLIS);
        for (int i = 1; i <= 100; i++) {
            pass(37);
            assertThat(clock.millis()).isEqualTo(START_MILLIS + i * 37L);
        }
        pass(HOUR_MILLIS);
        assertThat(clock.millis()).isEqualTo(START_MILLIS + 3_700 + HOUR_MILLIS);
    }

    @Test
    void millis_wallClockStepsBack_goesOnEvenly() {
        pass(5_000);
        wallMillis.addAndGet(-HOUR_MILLIS);
        for (int i = 1; i <= 100; i++) {
            pass(50);
            assertThat(clock.millis()).isEqualTo(START_MILLIS + 5_000 + i * 50L);
        }
    }

    @Test
    void millis_wallClockStepsForward_takesItOverWithinASecond() {
        pass(300);
        assertThat(clock.millis()).isEqualTo(START_MILLIS + 300);
        wallMillis.addAndGet(HOUR_MILLIS);
        pass(1_001);
        assertThat(clock.millis()).isEqualTo(START_MILLIS + 1_301 + HOUR_MILLIS);
        pass(10);
        assertThat(clock.millis()).isEqualTo(START_MILLIS + 1_311 + HOUR_MILLIS);
    }

    @Test
    void millis_wallClockDriftsAwayALittle_goesOnEvenly() {
        wallMillis.addAndGet(400);
        for (int i = 1; i <= 10; i++) {
            pass(1_001);
            assertThat(clock.millis()).isEqualTo(START_MILLIS + i * 1_001L);
        }
    }

    @Test
    void recentMillis_timePasses_isRenewedAndNeverLaterThanTheExactTime() {
        assertThat(clock.recentMillis()).isEqualTo(START_MILLIS);
        for (int i = 0; i < 3; i++) {
            pass(10_000);
            long exactMillis = clock.millis();
            long recentMillis = clock.recentMillis();
            while (recentMillis != exactMillis) {
                assertThat(recentMillis).isBetween(START_MILLIS, exactMillis);
                assertThat(Thread.currentThread().isInterrupted())
                        .as("the test's time is over")
                        .isFalse();
                Thread.onSpinWait();
                recentMillis = clock.recentMillis();
            }
        }
    }

    /** Waits for the two seconds that the ticker goes on for nobody. */
    @Test
    void recentMillis_nobodyAsks_theTickerEndsAndTheNextCallerStartsAnother() throws Exception {
        Set<Thread> others = tickers();
        clock.recentMillis();
        Thread first = tickerOtherThan(others);
        assertThat(first.isDaemon()).isTrue();

        first.join();
        pass(HOUR_MILLIS);

        assertThat(clock.recentMillis()).isEqualTo(START_MILLIS + HOUR_MILLIS);
        assertThat(tickerOtherThan(others)).isNotSameAs(first);
    }

    private static Thread tickerOtherThan(Set<Thread> others) {
        Set<Thread> mine = tickers();
        mine.removeAll(others);
        assertThat(mine).hasSize(1);
        return mine.iterator().next();
    }

    private static Set<Thread> tickers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("larder-clock"))
                .collect(Collectors.toSet());
    }
}
