package dev.larder.core.expiry;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lets any thread schedule items on a {@link TimerWheel}: they wait in a queue until the wheel is looked at, or until so
 * many wait that who schedules the next puts them on the wheel.
 *
 * <p>Always true: an item that was scheduled is reported, or was found useless. What is useless does not pile up: it is
 * dropped on the way to the wheel, and in one sweep of the wheel when it may be more than half of it. Who advances
 * sweeps, and is asked to; where nobody does, who schedules sweeps when it may be two thirds.
 *
 * <p><b>Threads:</b> {@link #schedule} and {@link #becameUseless} from any; {@link #advance} from any, one at a time.
 */
public final class ExpiryQueue<E> {
    /** What {@link #schedule} returns to have {@link #advance} called as soon as possible: a time long past. */
    private static final long AT_ONCE_MILLIS = 0;

    private static final int CHUNK = 1024;
    private static final int MOST_WAITING = 4 * CHUNK;
    private static final long SMALLEST_SWEEP = 1 << 14;

    /** Made for the first item: where nothing expires it would only cost memory and time at the start. */
    private volatile @Nullable MpscUnboundedAtomicArrayQueue<Scheduled<E>> incoming;

    private final ReentrantLock lock = new ReentrantLock();
    private final TimerWheel<E> wheel;
    private final Predicate<E> isUseless;
    /** How many items may be useless; too many rather than too few, since some are found in another way. */
    private final AtomicLong uselessCount = new AtomicLong();

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

    /**
     * Reports the item when this time has come, by an {@link #advance} after it.
     *
     * @return when {@code advance} should be called, epoch milliseconds: at that time, or at once
     */
    public long schedule(E item, long dueMillis) {
        MpscUnboundedAtomicArrayQueue<Scheduled<E>> queue = incoming;
        if (queue == null) {
            queue = begin();
        }
        queue.add(new Scheduled<>(item, dueMillis));
        return queue.size() > MOST_WAITING && putOnWheel() ? AT_ONCE_MILLIS : dueMillis;
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

    /** Puts what waits on the wheel, unless another thread is at it; returns whether the wheel should be swept. */
    private boolean putOnWheel() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            takeIncoming();
            long useless = uselessCount.get();
            if (useless > Math.max(2 * SMALLEST_SWEEP, wheel.count() / 3 * 2)) {
                sweep();
                return false;
            }
            return useless > sweptAbove();
        } finally {
            lock.unlock();
        }
    }

    /** Says that an item that was scheduled need not be reported any more. */
    public void becameUseless() {
        uselessCount.incrementAndGet();
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
            if (uselessCount.get() > sweptAbove()) {
                sweep();
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

    /** How many items are scheduled and neither reported nor dropped; approximate while others schedule. */
    long count() {
        lock.lock();
        try {
            return wheel.count() + (incoming == null ? 0 : incoming.size());
        } finally {
            lock.unlock();
        }
    }

    private long sweptAbove() {
        return Math.max(SMALLEST_SWEEP, wheel.count() / 2);
    }

    private void sweep() {
        uselessCount.set(0);
        wheel.removeIf(isUseless);
    }

    private void takeIncoming() {
        MpscUnboundedAtomicArrayQueue<Scheduled<E>> queue = incoming;
        if (queue == null) {
            return;
        }
        int dropped = 0;
        // What others add meanwhile is left to the next: a thread that only looks must come to an end.
        for (int waiting = queue.size(); waiting > 0; waiting--) {
            Scheduled<E> scheduled = queue.poll();
            if (scheduled == null) {
                break;
            }
            if (isUseless.test(scheduled.item())) {
                dropped++;
            } else {
                wheel.schedule(scheduled.item(), scheduled.dueMillis());
            }
        }
        noteDropped(dropped);
    }

    private void noteDropped(int dropped) {
        if (dropped > 0) {
            uselessCount.updateAndGet(useless -> Math.max(0, useless - dropped));
        }
    }
}
