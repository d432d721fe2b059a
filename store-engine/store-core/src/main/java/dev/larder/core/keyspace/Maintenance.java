package dev.larder.core.keyspace;

import dev.larder.core.expiry.TimerWheel;
import dev.larder.store.StoreConfig;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Removes due entries in the background, in rounds of bounded work. The thread starts with the first deadline, sleeps
 * until the next one and ends when there has been none for a while.
 *
 * <p>With a clock that stands still until told (in tests) there is no thread; {@code Keyspace.maintain} does the work.
 *
 * <p>No deadline is slept through: {@link #wakesAtMillis} only falls while the thread works, and the thread sleeps until
 * the lower of it and of what its round found.
 */
final class Maintenance implements AutoCloseable, LongConsumer {
    /** How many entries a round looks at in one keyspace before it turns to the next. */
    static final int ROUND_ENTRIES = 4_096;

    private static final long IDLE_MILLIS = 10_000;

    private final StoreConfig config;
    private final DefaultStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition earlier = lock.newCondition();
    private @Nullable Thread thread;
    private boolean closed;
    private volatile long wakesAtMillis = TimerWheel.NEVER;

    Maintenance(DefaultStore store) {
        config = store.config();
        this.store = store;
    }

    /** Something is due at that time, and can be found. */
    @Override
    public void accept(long dueMillis) {
        if (dueMillis >= wakesAtMillis || !config.clock().advancesByItself()) {
            return;
        }
        lock.lock();
        try {
            if (thread == null && !closed) {
                start();
            }
            wakesAtMillis = Math.min(wakesAtMillis, dueMillis);
            earlier.signal();
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        Thread starting = new DaemonThreads(config, "maintenance").newThread(this::run);
        starting.start();
        // Only a thread that runs: after one that could not be started, the next deadline tries again.
        thread = starting;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            earlier.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long idleSinceMillis = TimerWheel.NEVER;
        while (true) {
            long startedMillis = config.clock().millis();
            wakesAtMillis = TimerWheel.NEVER;
            long nextDueMillis = round(startedMillis);
            idleSinceMillis =
                    nextDueMillis == TimerWheel.NEVER ? Math.min(idleSinceMillis, startedMillis) : TimerWheel.NEVER;
            lock.lock();
            try {
                wakesAtMillis = Math.min(wakesAtMillis, nextDueMillis);
                boolean idle = wakesAtMillis == TimerWheel.NEVER && startedMillis - idleSinceMillis >= IDLE_MILLIS;
                if (closed || idle) {
                    thread = null;
                    return;
                }
                sleep();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Looks at what is due in every keyspace; returns when to look next. */
    private long round(long nowMillis) {
        long nextDueMillis = TimerWheel.NEVER;
        for (DefaultKeyspace<?, ?> keyspace : store.keyspaces()) {
            try {
                boolean left = keyspace.removeDue(nowMillis, ROUND_ENTRIES);
                nextDueMillis = Math.min(nextDueMillis, left ? nowMillis : keyspace.nextDueMillis());
            } catch (Throwable failure) {
                // From a listener; what was due is gone, and the next round goes on behind it.
                log(keyspace.name(), failure);
                nextDueMillis = nowMillis;
            }
        }
        return nextDueMillis;
    }

    /** Tells of a failure that no caller is there for, or none that caused it. */
    static void log(String keyspaceName, Throwable failure) {
        System.getLogger(Maintenance.class.getName())
                .log(Level.WARNING, "A listener threw while keyspace '" + keyspaceName + "' was tidied up", failure);
    }

    @SuppressWarnings("WaitNotInLoop") // the caller looks at everything anew after every wake-up
    private void sleep() {
        long sleepMillis = Math.min(wakesAtMillis - config.clock().millis(), IDLE_MILLIS);
        if (sleepMillis > 0) {
            try {
                earlier.awaitNanos(TimeUnit.MILLISECONDS.toNanos(Math.max(sleepMillis, TimerWheel.TICK_MILLIS)));
            } catch (InterruptedException stranger) {
                // Nobody of ours interrupts this thread; look at what is due and sleep again.
                Thread.interrupted();
            }
        }
    }
}
