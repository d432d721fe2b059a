package dev.larder.store.spi;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The system's time as an even one: {@link System#nanoTime} counted from the wall clock's reading at the start. A step
 * back of the wall clock (an operator, a time server) is therefore not seen; a step forward, as after a suspended machine
 * wakes, is taken over within a second.
 *
 * <p>Reading a clock costs about as much as finding an entry in a map. {@link #recentMillis} is therefore a field that a
 * daemon thread sets anew thirty times a second. The thread starts with the first caller and ends when nobody has asked
 * for two seconds.
 */
final class SystemClock implements StoreClock {
    private static final long TICK_NANOS = MILLISECONDS.toNanos(33);
    private static final int IDLE_TICKS = 60;
    private static final long COMPARE_NANOS = MILLISECONDS.toNanos(1_000);
    private static final long FORWARD_STEP_MILLIS = 500;
    private static final long STOPPED = Long.MAX_VALUE;
    private static final VarHandle RECENT;

    static {
        try {
            RECENT = MethodHandles.lookup().findVarHandle(SystemClock.class, "recent", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final LongSupplier wallMillis;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final Object adjusting = new Object();

    private volatile long anchorMillis;
    private volatile long comparedNanos;
    /** Milliseconds of the last tick, doubled; odd until somebody asks. */
    private volatile long recent = STOPPED;

    SystemClock(LongSupplier wallMillis, LongSupplier nanoTime) {
        this.wallMillis = wallMillis;
        this.nanoTime = nanoTime;
        startNanos = nanoTime.getAsLong();
        anchorMillis = wallMillis.getAsLong();
    }

    static SystemClock instance() {
        return Shared.CLOCK;
    }

    @Override
    public long millis() {
        long nanos = nanoTime.getAsLong() - startNanos;
        if (nanos - comparedNanos > COMPARE_NANOS) {
            compareWithWall(nanos);
        }
        return anchorMillis + NANOSECONDS.toMillis(nanos);
    }

    @Override
    public long recentMillis() {
        long seen = recent;
        return (seen & 1) == 0 ? seen >> 1 : recentMillisSince(seen);
    }

    /** Lets the clock tick on, or begin to. */
    private long recentMillisSince(long tick) {
        if (tick == STOPPED) {
            return startTicking();
        }
        // Not over a later tick, which somebody else must ask for.
        RECENT.compareAndSet(this, tick, tick - 1);
        return tick >> 1;
    }

    private void compareWithWall(long nanos) {
        synchronized (adjusting) {
            long aheadMillis = wallMillis.getAsLong() - (anchorMillis + NANOSECONDS.toMillis(nanos));
            if (aheadMillis > FORWARD_STEP_MILLIS) {
                anchorMillis += aheadMillis;
            }
            comparedNanos = nanos;
        }
    }

    private long startTicking() {
        long nowMillis = millis();
        synchronized (adjusting) {
            if (recent == STOPPED) {
                recent = nowMillis << 1;
                startTicker();
            }
        }
        return nowMillis;
    }

    /** Where no thread can be started, everybody goes on to take the exact time, and tries again. */
    private void startTicker() {
        try {
            Thread ticker = new Thread(null, this::tick, "larder-clock", 0, false);
            ticker.setDaemon(true);
            // Not that of the application that happened to come first, which may be undeployed.
            ticker.setContextClassLoader(null);
            ticker.start();
        } catch (RuntimeException | Error noThread) {
            recent = STOPPED;
        }
    }

    private void tick() {
        int idleTicks = 0;
        while (idleTicks < IDLE_TICKS) {
            LockSupport.parkNanos(this, TICK_NANOS);
            long before = (long) RECENT.getAndSet(this, (millis() << 1) | 1);
            idleTicks = (before & 1) == 0 ? 0 : idleTicks + 1;
        }
        recent = STOPPED;
    }

    /**
     * Started by the first user of the system's time, not by whoever loads the interface. Not lambdas: this is on the
     * way of every application's start, which would pay for the first one.
     */
    private static final class Shared {
        static final SystemClock CLOCK = new SystemClock(
                new LongSupplier() {
                    @Override
                    public long getAsLong() {
                        return System.currentTimeMillis();
                    }
                },
                new LongSupplier() {
                    @Override
                    public long getAsLong() {
                        return System.nanoTime();
                    }
                });
    }
}
