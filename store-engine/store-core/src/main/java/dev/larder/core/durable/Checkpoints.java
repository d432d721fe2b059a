package dev.larder.core.durable;

import dev.larder.store.DiskConfig;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.spi.StoreClock;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots when it is time: when the log has grown long, when the interval is over, when somebody asks. Those of the
 * keyspaces that are recorded let the log be cut.
 *
 * <p>With a clock that stands still until told (in tests) there is no thread, and snapshots are taken when asked for.
 *
 * <p>Safe from any thread; one checkpoint at a time.
 */
final class Checkpoints implements AutoCloseable {
    private static final long LOOK_MILLIS = 1_000;
    /** After a failure, so that a full disk does not fill the application's log too. */
    private static final long PAUSE_MILLIS = 60_000;

    private final DurableStore store;
    private final DiskConfig disk;
    private final StoreClock clock;
    private final ThreadFactory threads;
    private final ReentrantLock running = new ReentrantLock();
    private final ReentrantLock life = new ReentrantLock();
    private final Condition closing = life.newCondition();
    private @Nullable Thread thread;
    private boolean closed;
    private volatile long lastMillis;

    Checkpoints(DurableStore store, DiskConfig disk, StoreClock clock, ThreadFactory threads) {
        this.store = store;
        this.disk = disk;
        this.clock = clock;
        this.threads = threads;
        lastMillis = clock.millis();
    }

    /** Starts to look at the time, if the clock advances by itself. */
    void start() {
        if (!clock.advancesByItself()) {
            return;
        }
        life.lock();
        try {
            if (thread == null && !closed) {
                Thread starting = threads.newThread(this::watch);
                starting.start();
                thread = starting;
            }
        } finally {
            life.unlock();
        }
    }

    /**
     * Takes snapshots and cuts the log. A keyspace whose snapshot fails keeps its part of the log, and keeps nobody else from
     * anything: the first failure is thrown when all is done.
     *
     * @param all whether also keyspaces take part that have snapshots only when asked
     */
    void run(boolean all) {
        running.lock();
        try {
            lastMillis = clock.millis();
            long rotated = store.contents().rotate();
            RuntimeException failure = null;
            for (RecordedKeyspace<?, ?> keyspace : store.openKeyspaces()) {
                if (all || keyspace.persistence().mode() != Mode.LOG) {
                    failure = attempt(failure, () -> save(keyspace, rotated));
                }
            }
            failure = attempt(failure, store::cutLog);
            if (failure != null) {
                throw failure;
            }
        } finally {
            running.unlock();
        }
    }

    private void save(RecordedKeyspace<?, ?> keyspace, long rotated) {
        if (keyspace.isRestored() && keyspace.isUnchanged()) {
            store.contents().snapshotStillHolds(keyspace, rotated);
        } else {
            keyspace.snapshot();
        }
    }

    private static @Nullable RuntimeException attempt(@Nullable RuntimeException before, Runnable step) {
        try {
            step.run();
            return before;
        } catch (RuntimeException failure) {
            if (before != null && before != failure) {
                before.addSuppressed(failure);
            }
            return before == null ? failure : before;
        }
    }

    @Override
    public void close() {
        Thread ending;
        life.lock();
        try {
            closed = true;
            ending = thread;
            closing.signalAll();
        } finally {
            life.unlock();
        }
        if (ending != null && ending != Thread.currentThread()) {
            Workers.join(ending);
        }
    }

    private void watch() {
        long pausedUntilMillis = Long.MIN_VALUE;
        while (!awaitNext()) {
            sweep();
            long nowMillis = clock.millis();
            if (nowMillis < pausedUntilMillis || !isDue(nowMillis)) {
                continue;
            }
            try {
                run(false);
            } catch (RuntimeException | Error failure) {
                // Memory that was short for a moment, too, must not be the end of all snapshots.
                pausedUntilMillis = nowMillis + PAUSE_MILLIS;
                System.getLogger(Checkpoints.class.getName())
                        .log(
                                Level.WARNING,
                                "A snapshot could not be taken; the log keeps everything and grows. The next attempt is"
                                        + " in a minute.",
                                failure);
            }
        }
    }

    private void sweep() {
        for (TieredKeyspace<?, ?> keyspace : store.tieredKeyspaces()) {
            try {
                keyspace.sweep();
            } catch (RuntimeException failure) {
                System.getLogger(Checkpoints.class.getName())
                        .log(Level.DEBUG, "Expired entries of a tier could not be removed this time", failure);
            }
        }
    }

    private boolean isDue(long nowMillis) {
        long intervalMillis = disk.snapshotInterval().toMillis();
        long grownBytes = Math.max(disk.snapshotLogBytes(), (long) (disk.snapshotLogFactor() * store.snapshotBytes()));
        return store.logBytes() > grownBytes || (intervalMillis > 0 && nowMillis - lastMillis >= intervalMillis);
    }

    /** Waits a little; returns whether it is over. */
    @SuppressWarnings("WaitNotInLoop") // the caller looks at everything anew after every wake-up
    private boolean awaitNext() {
        life.lock();
        try {
            if (!closed) {
                closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
            return closed;
        } catch (InterruptedException stranger) {
            // Nobody of ours interrupts this thread.
            return closed;
        } finally {
            life.unlock();
        }
    }
}
