package dev.larder.testkit;

import dev.larder.store.spi.StoreClock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until a test moves it.
 *
 * <p>Moving it never wakes anybody: {@link #advancesByItself} is false, so a store that is given this clock starts no
 * thread that would wait for the time.
 *
 * <p><b>Threads:</b> any thread may read and move it; a move is seen at once by every later read.
 */
public final class ManualClock implements StoreClock {
    /** 1 June 2024, 12:00 UTC. A time like a real one: code that takes zero for 'unset' shows itself. */
    private static final long DEFAULT_START_MILLIS = 1_717_243_200_000L;

    private final AtomicLong nowMillis;

    public ManualClock() {
        this(DEFAULT_START_MILLIS);
    }

    /** @param startMillis epoch milliseconds; any value, also a negative one */
    public ManualClock(long startMillis) {
        nowMillis = new AtomicLong(startMillis);
    }

    @Override
    public long millis() {
        return nowMillis.get();
    }

    @Override
    public boolean advancesByItself() {
        return false;
    }

    /**
     * Moves the clock forward.
     *
     * @param millis by how much; zero does nothing
     * @throws IllegalArgumentException if {@code millis} is negative; {@link #setMillis} goes back
     * @throws ArithmeticException if the time would leave the range of {@code long}; the clock stays as it was
     */
    public void advanceMillis(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "A clock advances by 0 ms or more, not by %d. Use setMillis to step back.", millis));
        }
        nowMillis.updateAndGet(now -> Math.addExact(now, millis));
    }

    /**
     * Moves the clock forward by a duration of whole milliseconds.
     *
     * @throws IllegalArgumentException if {@code duration} is negative or has a part that is not a whole millisecond,
     *     which this clock could not show
     * @throws ArithmeticException if the time would leave the range of {@code long}; the clock stays as it was
     */
    public void advance(Duration duration) {
        if (!duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "A clock counts whole milliseconds, %s is not made of them. Round it.", duration));
        }
        advanceMillis(duration.toMillis());
    }

    /**
     * Sets the time, also to an earlier one: the engine's contract is that time does not go back, and this is how a
     * test finds out who copes when it does.
     *
     * @param epochMillis epoch milliseconds; any value
     */
    public void setMillis(long epochMillis) {
        nowMillis.set(epochMillis);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "ManualClock at %d ms", nowMillis.get());
    }
}
