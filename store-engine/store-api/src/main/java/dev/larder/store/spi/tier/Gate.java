package dev.larder.store.spi.tier;

import dev.larder.store.StoreClosedException;
import java.util.concurrent.locks.StampedLock;

/**
 * Lets callers in until it is closed, and is closed once they are all out: so that memory of native code is never used after
 * it was given back. Safe for use by any number of threads; who is in must not come in again.
 */
public final class Gate {
    private final StampedLock lock = new StampedLock();
    private final String what;
    private boolean closed;

    /**
     * An open gate.
     *
     * @param what is behind it, for the message of who comes too late: "the tier of the keyspace orders"
     */
    public Gate(String what) {
        this.what = what;
    }

    /**
     * Comes in, beside others.
     *
     * @return what to go out with, by {@link #leave}
     * @throws StoreClosedException if the gate was closed
     */
    public long enter() {
        return admit(lock.readLock());
    }

    /** Comes in when all others are out, and keeps them out. Else like {@link #enter}. */
    public long enterAlone() {
        return admit(lock.writeLock());
    }

    /** Goes out. */
    public void leave(long stamp) {
        lock.unlock(stamp);
    }

    /** Comes in for an action; does nothing if the gate was closed, for what closing has cleaned up already. */
    public void runIfOpen(Runnable action) {
        long stamp = lock.readLock();
        try {
            if (!closed) {
                action.run();
            }
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Closes the gate when all are out and does what is to be done before anyone is told so; nothing the second time. */
    public void close(Runnable cleanUp) {
        long stamp = lock.writeLock();
        try {
            if (!closed) {
                closed = true;
                cleanUp.run();
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private long admit(long stamp) {
        if (closed) {
            lock.unlock(stamp);
            throw new StoreClosedException(what + " was closed; open the store again to use it");
        }
        return stamp;
    }
}
