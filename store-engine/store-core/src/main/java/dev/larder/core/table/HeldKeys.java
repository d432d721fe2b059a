package dev.larder.core.table;

import dev.larder.store.RecursiveOperationException;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the current thread holds while user code runs in it: entries, and loads that others wait for. Asked only when the
 * thread would have to wait, to tell a wait from one that never ends.
 *
 * <p>A thread that holds something and is about to wait writes that down in one table. A circle of waits can only close
 * with the last thread that starts to wait, so that thread finds it: it follows who holds what it wants, what that one
 * waits for, and so on, back to itself. Threads that hold nothing can't be part of a circle and write nothing.
 */
public final class HeldKeys {
    /** Weakly, since threads may outlive this class and its loader. Who pushed something has the object in hand. */
    private static final ThreadLocal<WeakReference<HeldKeys>> CURRENT = new ThreadLocal<>();

    private static final ReentrantLock WAITS_LOCK = new ReentrantLock();
    private static final Map<HeldKeys, Object> WAITS = new HashMap<>();

    private @Nullable Frame top;

    private HeldKeys() {}

    /** One thing held, above the one that was held before it. */
    private static final class Frame {
        private Object held;
        private final boolean reentrant;
        private final @Nullable Frame below;

        Frame(Object held, boolean reentrant, @Nullable Frame below) {
            this.held = held;
            this.reentrant = reentrant;
            this.below = below;
        }
    }

    /** The current thread's. */
    public static HeldKeys current() {
        WeakReference<HeldKeys> known = CURRENT.get();
        HeldKeys held = known == null ? null : known.get();
        if (held == null) {
            held = new HeldKeys();
            CURRENT.set(new WeakReference<>(held));
        }
        return held;
    }

    /**
     * Notes that the thread holds something from now on.
     *
     * @param reentrant whether the thread's own operations on it may go on instead of failing
     */
    public void push(Object held, boolean reentrant) {
        top = new Frame(held, reentrant, top);
    }

    /** Forgets what was pushed last, and returns it. */
    public Object pop() {
        Frame last = top;
        if (last == null) {
            throw new AssertionError("nothing is held");
        }
        top = last.below;
        return last.held;
    }

    /** Notes that something else stands in the place of what is held. */
    public void moved(Object held, Object successor) {
        for (Frame frame = top; frame != null; frame = frame.below) {
            if (frame.held == held) {
                frame.held = successor;
            }
        }
    }

    /**
     * Whether the thread holds it and may go on with it.
     *
     * @throws RecursiveOperationException if the thread holds it and may not
     */
    public boolean holdsReentrantly(Object wanted, Object key) {
        for (Frame frame = top; frame != null; frame = frame.below) {
            if (frame.held == wanted) {
                if (frame.reentrant) {
                    return true;
                }
                throw new RecursiveOperationException("The operation that runs on key '" + key
                        + "' tried to change or load the same key through its keyspace. It would wait for itself."
                        + " Return the change from the operation instead, or make it after the operation.");
            }
        }
        return false;
    }

    /** Whether the thread holds it and may not go on with it. */
    public boolean forbids(Object wanted) {
        for (Frame frame = top; frame != null; frame = frame.below) {
            if (frame.held == wanted) {
                return !frame.reentrant;
            }
        }
        return false;
    }

    /**
     * Notes that the thread starts to wait; {@link #endWait} must follow.
     *
     * @throws RecursiveOperationException if the wait would never end
     */
    public void beginWait(Object wanted, Object key) {
        if (top == null) {
            return;
        }
        WAITS_LOCK.lock();
        try {
            if (closesCircle(wanted)) {
                throw new RecursiveOperationException("This thread holds keys and wants key '" + key
                        + "', whose holder waits for one of them: neither could ever go on. Use one key in each"
                        + " operation, or take the keys together with Keyspace.holding.");
            }
            WAITS.put(this, wanted);
        } finally {
            WAITS_LOCK.unlock();
        }
    }

    /** Notes that the wait is over. */
    public void endWait() {
        if (top == null) {
            return;
        }
        WAITS_LOCK.lock();
        try {
            WAITS.remove(this);
        } finally {
            WAITS_LOCK.unlock();
        }
    }

    private boolean closesCircle(Object wanted) {
        Object next = wanted;
        for (int steps = 0; steps <= WAITS.size(); steps++) {
            if (holds(next)) {
                return true;
            }
            HeldKeys holder = waitingHolderOf(next);
            if (holder == null) {
                return false;
            }
            next = WAITS.get(holder);
        }
        return false;
    }

    private static @Nullable HeldKeys waitingHolderOf(@Nullable Object wanted) {
        for (HeldKeys waiting : WAITS.keySet()) {
            if (waiting.holds(wanted)) {
                return waiting;
            }
        }
        return null;
    }

    private boolean holds(@Nullable Object wanted) {
        for (Frame frame = top; frame != null; frame = frame.below) {
            if (frame.held == wanted) {
                return true;
            }
        }
        return false;
    }
}
