package dev.larder.store;

import static dev.larder.store.Arguments.requireArgument;

import java.time.Duration;

/**
 * How long entries of a keyspace live after they are created, updated and read. Each part is milliseconds, or
 * {@link #ETERNAL}, or {@link #UNCHANGED} (the deadline stays what it was; not for creation). A part of zero makes the
 * entry expire at once.
 *
 * @param afterCreateMillis from creation
 * @param afterUpdateMillis from a change of the value
 * @param afterAccessMillis from a read
 * @param jitter between 0 and 1: each time a deadline is given at creation or update, its duration is multiplied by a
 *     random factor between {@code 1 - jitter} and {@code 1 + jitter}, so that entries made together don't expire
 *     together
 */
public record Lifetime(long afterCreateMillis, long afterUpdateMillis, long afterAccessMillis, double jitter) {
    /** Does not expire. */
    public static final long ETERNAL = Long.MAX_VALUE;

    /** Leaves the deadline as it is. */
    public static final long UNCHANGED = -1;

    private static final Lifetime FOREVER = new Lifetime(ETERNAL, UNCHANGED, UNCHANGED, 0);

    public Lifetime {
        requireArgument(
                afterCreateMillis >= 0,
                "the lifetime after creation must be zero or more milliseconds, found %d",
                afterCreateMillis);
        requireArgument(
                afterUpdateMillis >= UNCHANGED,
                "the lifetime after an update must be zero or more milliseconds, or unchanged (-1), found %d",
                afterUpdateMillis);
        requireArgument(
                afterAccessMillis >= UNCHANGED,
                "the lifetime after an access must be zero or more milliseconds, or unchanged (-1), found %d",
                afterAccessMillis);
        requireArgument(
                jitter >= 0 && jitter <= 1,
                "the jitter must be between 0 and 1 (0 %% and 100 %% of the lifetime), found %s",
                jitter);
    }

    /** Entries never expire. */
    public static Lifetime eternal() {
        return FOREVER;
    }

    /** Entries expire so long after they were created, however often they are updated. */
    public static Lifetime afterCreate(Duration duration) {
        return new Lifetime(millis(duration), UNCHANGED, UNCHANGED, 0);
    }

    /** Entries expire so long after they were last written. */
    public static Lifetime afterWrite(Duration duration) {
        return new Lifetime(millis(duration), millis(duration), UNCHANGED, 0);
    }

    /** Entries expire so long after they were last written or read. */
    public static Lifetime afterAccess(Duration duration) {
        return new Lifetime(millis(duration), millis(duration), millis(duration), 0);
    }

    /** The same with the given jitter, between 0 and 1. */
    public Lifetime withJitter(double fraction) {
        return new Lifetime(afterCreateMillis, afterUpdateMillis, afterAccessMillis, fraction);
    }

    /** Whether no entry gets a deadline from this lifetime. */
    public boolean isEternal() {
        return afterCreateMillis == ETERNAL
                && (afterUpdateMillis == ETERNAL || afterUpdateMillis == UNCHANGED)
                && (afterAccessMillis == ETERNAL || afterAccessMillis == UNCHANGED);
    }

    /** The deadline so long after the given time: never before it, and {@link EntryView#NEVER} instead of an overflow. */
    public static long deadline(long nowMillis, long durationMillis) {
        if (durationMillis == ETERNAL) {
            return EntryView.NEVER;
        }
        long deadlineMillis = nowMillis + durationMillis;
        return deadlineMillis < nowMillis ? EntryView.NEVER : deadlineMillis;
    }

    private static long millis(Duration duration) {
        requireArgument(!duration.isNegative(), "a lifetime must not be negative, found %s", duration);
        try {
            return duration.toMillis();
        } catch (ArithmeticException longerThanLong) {
            return ETERNAL;
        }
    }
}
