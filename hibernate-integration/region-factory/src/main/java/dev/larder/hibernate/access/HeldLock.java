package dev.larder.hibernate.access;

import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.hibernate.entry.Entries;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.cache.spi.access.SoftLock;

/**
 * A key that a session has locked, which can be given up once, whoever does it: Hibernate hands a child session's locks to
 * its parent, and the child does not learn of it; and a session gives up at its end what Hibernate forgot. A second
 * unlock would free another transaction's lock, for those who hold a key together are only counted.
 *
 * <p>Safe from any thread.
 */
final class HeldLock implements SoftLock {
    private final Entries region;
    private final Object key;
    private final KeyLock lock;
    private final AtomicBoolean released = new AtomicBoolean();

    HeldLock(Entries region, Object key, KeyLock lock) {
        this.region = region;
        this.key = key;
        this.lock = lock;
    }

    /** What to unlock the key with. */
    KeyLock lock() {
        return lock;
    }

    /** Whether this is the call that gives it up; the caller then unlocks the key. */
    boolean release() {
        return released.compareAndSet(false, true);
    }

    /** Gives it up, unless that was done, when nothing was changed under it. */
    void unlockUnchanged() {
        if (release()) {
            region.unlockUnchanged(key, lock);
        }
    }

    /** Gives it up, unless that was done, without state to cache. */
    void unlock() {
        if (release()) {
            region.unlock(key, lock);
        }
    }
}
