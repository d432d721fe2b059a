package dev.larder.hibernate.entry;

import java.time.Duration;

/**
 * How long a lock counts, and how long it is remembered.
 *
 * <p>A lock that its holder abandons (it died, or its callbacks failed) stops counting at the time-out, for sessions that
 * begin later; see {@link CachedState.KeyLock#timesOutAt}. The entry stays to keep older sessions from putting what they
 * read before, and leaves memory after {@value #REMEMBERED} time-outs. From sessions so old that they may have read before
 * a lock which is forgotten by now, namely older than half of that, nothing is taken.
 *
 * @param timeout the time-out
 */
public record LockTimes(Duration timeout) {
    private static final int REMEMBERED = 60;

    /** When a lock times out that is taken then. */
    long timesOutAt(long lockedAt) {
        return lockedAt + Timestamps.of(timeout);
    }

    /** When a lock leaves memory, epoch milliseconds. */
    long forgottenAtMillis(long nowMillis) {
        return nowMillis + timeout.toMillis() * REMEMBERED;
    }

    /** Whether a session is so old that a lock may have come and gone unnoticed since it began. */
    boolean mayPredateLostLock(long beganAt, long nowMillis) {
        return beganAt < Timestamps.ofMillis(nowMillis - timeout.toMillis() * (REMEMBERED / 2));
    }
}
