package dev.larder.core.expiry;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lets any thread schedule items on a {@link TimerWheel}: they wait in a queue until the wheel is looked at.
 *
 * <p>Always true: an item that was scheduled is reported, or was found useless. Items that became useless are dropped in
 * one sweep when they may be more than half of the wheel.
 *
 * <p><b>Threads:</b> {@link #schedule} and {@link #becameUseless} from any; {@link #advance} from any, one at a time.
 */
public final class ExpiryQueue<E> {
    private static final int CHUNK = 1024;
    private static final long SMALLEST_SWEEP = 1 << 14;

    /** Made for the first item: where nothing expires it would only cost memory and time at the start. */
    private volatile @Nullable MpscUnboundedAtomicArrayQueue<Scheduled<E>> incoming;

    private final ReentrantLock lock = new ReentrantLock();
    private final TimerWheel<E> wheel;
    private final Predicate<E> isUseless;
    private volatile long uselessCount;

    /**
     * Creates an empty queue.
     *
     * @param nowMillis the time at which the wheel starts
     * @param isUseless whether an item need not be reported any more
     */
    public ExpiryQueue(long nowMillis, Predicate<E> isUseless) {
        wheel = new TimerWheel<>(nowMillis);
        this.isUseless = isUseless;
    }

    private record Scheduled<E>(E item, long dueMillis) {}

    /** Reports the item when this time has come, by an {@link #advance} after it. */
    public void schedule(E item, long dueMillis) {
        MpscUnboundedAtomicArrayQueue<Scheduled<E>> queue = incoming;
        (queue == null ? begin() : queue).add(new Scheduled<>(item, dueMillis));
    }

    private MpscUnboundedAtomicArrayQueue<Scheduled<E>> begin() {
        lock.lock();
        try {
            MpscUnboundedAtomicArrayQueue<Scheduled<E>> queue = incoming;
            if (queue == null) {
                queue = new MpscUnboundedAtomicArrayQueue<>(CHUNK);
                incoming = queue;
            }
            return queue;
        } finally {
            lock.unlock();
        }
    }

    /** Says that an item that was scheduled need not be reported any more. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // a lost count only delays a sweep
    public void becameUseless() {
        uselessCount++;
    }

    /**
     * Reports what is due.
     *
     * @param max at most so many items are touched
     * @return whether something was left to do now
     */
    public boolean advance(long nowMillis, int max, TimerWheel.Sink<E> sink) {
        lock.lock();
        try {
            takeIncoming();
            if (uselessCount > Math.max(SMALLEST_SWEEP, wheel.count() / 2)) {
                uselessCount = 0;
                wheel.removeIf(isUseless);
            }
            return wheel.advance(nowMillis, max, sink) >= max;
        } finally {
            lock.unlock();
        }
    }

    /** When {@link #advance} should be called next, epoch milliseconds, or {@link TimerWheel#NEVER}. */
    public long nextDueMillis() {
        lock.lock();
        try {
            takeIncoming();
            return wheel.nextDueMillis();
        } finally {
            lock.unlock();
        }
    }

    private void takeIncoming() {
        MpscUnboundedAtomicArrayQueue<Scheduled<E>> queue = incoming;
        if (queue == null) {
            return;
        }
        Scheduled<E> scheduled;
        while ((scheduled = queue.poll()) != null) {
            wheel.schedule(scheduled.item(), scheduled.dueMillis());
        }
    }
}
