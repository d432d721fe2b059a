package dev.larder.core.expiry;

import java.util.ArrayList;
import java.util.List;
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
 * <p><b>Threads:</b> safe from any. Of two threads that advance, each reports some of what is due, and may come back while
 * the other still reports.
 */
public final class ExpiryQueue<E> {
    /** What {@link #schedule} returns to have {@link #advance} called as soon as possible: a time long past. */
    private static final long AT_ONCE_MILLIS = 0;

    private static final int CHUNK = 1024;
    private static final int MOST_WAITING = 4 * CHUNK;

    /** How many items are touched while the wheel is locked, and reported after. */
    private static final int BATCH = 64;

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
     * Reports what is due. The sink is called while nothing is locked, so it may wait for others who come here. If it
     * throws, the item counts as reported, and the others are left to the next call.
     *
     * @param max at most so many items are touched
     * @return whether something was left to do now
     */
    public boolean advance(long nowMillis, int max, TimerWheel.Sink<E> sink) {
        int left = max;
        while (left > 0) {
            List<Scheduled<E>> due = new ArrayList<>();
            int wanted = Math.min(left, BATCH);
            int touched = takeDue(nowMillis, wanted, due);
            report(due, sink);
            if (touched < wanted) {
                return false;
            }
            left -= touched;
        }
        return true;
    }

    private int takeDue(long nowMillis, int max, List<Scheduled<E>> due) {
        lock.lock();
        try {
            takeIncoming();
            if (uselessCount.get() > sweptAbove()) {
                sweep();
            }
            int[] dropped = {0};
            int touched = wheel.advance(nowMillis, max, (item, dueMillis) -> {
                if (isUseless.test(item)) {
                    dropped[0]++;
                } else {
                    due.add(new Scheduled<>(item, dueMillis));
                }
            });
            noteDropped(dropped[0]);
            return touched;
        } finally {
            lock.unlock();
        }
    }

    private void report(List<Scheduled<E>> due, TimerWheel.Sink<E> sink) {
        int reported = 0;
        try {
            while (reported < due.size()) {
                Scheduled<E> next = due.get(reported++);
                sink.due(next.item(), next.dueMillis());
            }
        } finally {
            if (reported < due.size()) {
                putBack(due.subList(reported, due.size()));
            }
        }
    }

    private void putBack(List<Scheduled<E>> due) {
        lock.lock();
        try {
            due.forEach(scheduled -> wheel.schedule(scheduled.item(), scheduled.dueMillis()));
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
