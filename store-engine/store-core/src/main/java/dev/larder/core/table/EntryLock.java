package dev.larder.core.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lock of an {@link Entry}: a bit in its word, and a queue for those who must wait that exists only while somebody
 * waits. The queues live in a fixed table beside the entries, found by the entry's identity: a "parking lot" as in
 * WebKit's WTF::ParkingLot (Filip Pizlo, "Locking in WebKit", 2016).
 *
 * <p>No wake-up is lost: a waiter sets WAITED and joins the queue under the queue's lock, and only while the entry is
 * held; the holder takes LOCKED and WAITED off in one atomic step, and if WAITED was set looks into the queue under the
 * same lock, so after the waiter joined. Waiting parks the thread, so that a virtual thread leaves its carrier.
 *
 * <p>A release wakes one waiter, who competes with newcomers (no fairness). If it gets the entry while others still wait,
 * it sets WAITED again, so that its own release wakes the next; if it does not, it joins the queue again. When the entry
 * dies, all are woken, by its holder or by the waiter that finds it dead. Two entries may share a queue, never a lock.
 */
public final class EntryLock {
    /** What became of an attempt to hold an entry. */
    public enum Outcome {
        /** The caller holds the entry and must release it. */
        ACQUIRED,
        /** The calling thread held it already, in a way that lets it go on; it must not release it. */
        ALREADY_HELD,
        /** The entry left the table; look the key up again. */
        DEAD
    }

    private static final int SPINS = 32;
    private static final Queue[] QUEUES = new Queue[64];

    static {
        for (int i = 0; i < QUEUES.length; i++) {
            QUEUES[i] = new Queue();
        }
    }

    private EntryLock() {}

    /**
     * Holds the entry, waiting for it if need be.
     *
     * @throws dev.larder.store.RecursiveOperationException if the wait would never end
     */
    public static Outcome lock(Entry<?, ?> entry, Object key) {
        return entry.tryLock() ? Outcome.ACQUIRED : lockSlowly(entry, key);
    }

    /** Holds the entry if that is possible at once. */
    public static boolean tryLock(Entry<?, ?> entry) {
        return entry.tryLock();
    }

    /** Gives the entry up. */
    public static void unlock(Entry<?, ?> entry) {
        wakeAfter(entry, entry.release(false, false), false);
    }

    /** Gives the entry up after one change of its value that was not counted. */
    public static void unlockChanged(Entry<?, ?> entry) {
        wakeAfter(entry, entry.release(true, false), false);
    }

    /** Gives up an entry that leaves the table for good. */
    public static void unlockDead(Entry<?, ?> entry) {
        wakeAfter(entry, entry.release(false, true), true);
    }

    private static void wakeAfter(Entry<?, ?> entry, long wordBefore, boolean dead) {
        if ((wordBefore & Entry.WAITED) != 0) {
            queueOf(entry).wake(entry, dead);
        }
    }

    private static Outcome lockSlowly(Entry<?, ?> entry, Object key) {
        for (int i = 0; i < SPINS; i++) {
            if (entry.isDead()) {
                return Outcome.DEAD;
            }
            if (entry.tryLock()) {
                return Outcome.ACQUIRED;
            }
            Thread.onSpinWait();
        }
        HeldKeys held = HeldKeys.current();
        if (held.holdsReentrantly(entry, key)) {
            return Outcome.ALREADY_HELD;
        }
        held.beginWait(entry, key);
        try {
            return waitFor(entry);
        } finally {
            held.endWait();
        }
    }

    private static Outcome waitFor(Entry<?, ?> entry) {
        boolean interrupted = false;
        try {
            while (true) {
                Queue queue = queueOf(entry);
                Waiter waiter = queue.join(entry);
                while (waiter != null && !waiter.woken) {
                    LockSupport.park(entry);
                    interrupted |= Thread.interrupted();
                }
                if (entry.isDead()) {
                    // A newcomer may have held it last, and not known of those who still wait: this one was to tell.
                    queue.wake(entry, true);
                    return Outcome.DEAD;
                }
                if (entry.tryLock()) {
                    queue.announceOthers(entry);
                    return Outcome.ACQUIRED;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Queue queueOf(Entry<?, ?> entry) {
        int hash = System.identityHashCode(entry);
        return QUEUES[(hash ^ (hash >>> 16)) & (QUEUES.length - 1)];
    }

    /** One waiting thread. */
    private static final class Waiter {
        final Entry<?, ?> entry;
        final Thread thread = Thread.currentThread();
        volatile boolean woken;

        Waiter(Entry<?, ?> entry) {
            this.entry = entry;
        }
    }

    /** Those who wait for any of the entries that fall to this queue. */
    private static final class Queue {
        private final ReentrantLock lock = new ReentrantLock();
        private final List<Waiter> waiters = new ArrayList<>();

        /** Joins the queue, or returns null if the entry is free now. */
        @Nullable Waiter join(Entry<?, ?> entry) {
            lock.lock();
            try {
                if (!entry.announceWaiter()) {
                    return null;
                }
                Waiter waiter = new Waiter(entry);
                waiters.add(waiter);
                return waiter;
            } finally {
                lock.unlock();
            }
        }

        /** Lets the entry's release wake the next of those who still wait; for the holder. */
        void announceOthers(Entry<?, ?> entry) {
            lock.lock();
            try {
                if (waiters.stream().anyMatch(waiter -> waiter.entry == entry)) {
                    entry.announceWaiter();
                }
            } finally {
                lock.unlock();
            }
        }

        void wake(Entry<?, ?> entry, boolean all) {
            List<Waiter> woken = new ArrayList<>(1);
            lock.lock();
            try {
                for (Iterator<Waiter> left = waiters.iterator(); left.hasNext() && (all || woken.isEmpty()); ) {
                    Waiter waiter = left.next();
                    if (waiter.entry == entry) {
                        left.remove();
                        woken.add(waiter);
                    }
                }
            } finally {
                lock.unlock();
            }
            for (Waiter waiter : woken) {
                waiter.woken = true;
                LockSupport.unpark(waiter.thread);
            }
        }
    }
}
