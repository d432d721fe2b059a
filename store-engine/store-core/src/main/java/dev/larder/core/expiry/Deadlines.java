package dev.larder.core.expiry;

import dev.larder.store.EntryView;
import dev.larder.store.Lifetime;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Turns a keyspace's {@link Lifetime} into deadlines. Safe from any thread.
 */
public final class Deadlines {
    /** A deadline is moved after a read only if it moves by more than this part of the lifetime after a read. */
    private static final int TOLERATED_PART = 1024;

    /** No more than a second, a binary one. */
    private static final long MOST_TOLERATED_MILLIS = 1_024;

    private final Lifetime lifetime;
    private final @Nullable RandomGenerator seeded;
    private final long toleranceMillis;

    /**
     * Creates the deadlines of one keyspace.
     *
     * @param seeded the source of jitter when a run must be repeatable; null for a random one
     */
    public Deadlines(Lifetime lifetime, @Nullable RandomGenerator seeded) {
        this.lifetime = lifetime;
        this.seeded = seeded;
        toleranceMillis = Math.min(Math.max(lifetime.afterAccessMillis(), 0) / TOLERATED_PART, MOST_TOLERATED_MILLIS);
    }

    /** The deadline of an entry created at that time. */
    public long afterCreate(long nowMillis) {
        return deadline(nowMillis, lifetime.afterCreateMillis());
    }

    /** The deadline of an entry updated at that time. */
    public long afterUpdate(long nowMillis, long currentMillis) {
        long durationMillis = lifetime.afterUpdateMillis();
        return durationMillis == Lifetime.UNCHANGED ? currentMillis : deadline(nowMillis, durationMillis);
    }

    /** Whether a read moves deadlines. */
    public boolean moveOnAccess() {
        return lifetime.afterAccessMillis() != Lifetime.UNCHANGED;
    }

    /**
     * The deadline of an entry read at that time: the current one if it would move by less than a 1024th of the lifetime
     * after a read (at most a second), so that a hot entry is not written at every read.
     */
    public long afterAccess(long nowMillis, long currentMillis) {
        long deadlineMillis = Lifetime.deadline(nowMillis, lifetime.afterAccessMillis());
        boolean near = Math.abs(deadlineMillis - currentMillis) <= toleranceMillis;
        return near || (currentMillis == EntryView.NEVER && deadlineMillis == EntryView.NEVER)
                ? currentMillis
                : deadlineMillis;
    }

    /** By how much a deadline may fall short of what the last read asks for, milliseconds. */
    public long toleratedMillis() {
        return toleranceMillis;
    }

    /** The lifetime after a read, milliseconds. */
    public long accessMillis() {
        return lifetime.afterAccessMillis();
    }

    private long deadline(long nowMillis, long durationMillis) {
        if (lifetime.jitter() == 0 || durationMillis == Lifetime.ETERNAL || durationMillis == 0) {
            return Lifetime.deadline(nowMillis, durationMillis);
        }
        double factor = 1 + lifetime.jitter() * (2 * nextDouble() - 1);
        return Lifetime.deadline(nowMillis, Math.max(1, (long) (durationMillis * factor)));
    }

    private double nextDouble() {
        if (seeded == null) {
            return ThreadLocalRandom.current().nextDouble();
        }
        synchronized (seeded) {
            return seeded.nextDouble();
        }
    }
}
