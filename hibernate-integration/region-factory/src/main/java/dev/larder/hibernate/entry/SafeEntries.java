package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.StoreClosedException;
import java.util.function.Supplier;
import org.hibernate.cache.CacheException;
import org.hibernate.cache.spi.access.SoftLock;
import org.jspecify.annotations.Nullable;

/**
 * Entries whose failures Hibernate can take. When a transaction has been committed, a {@link CacheException} is logged, and
 * whatever else is thrown there breaks the commit off for the application, and leaves out the locks that are still to be
 * given up. So every failure becomes one; and a store that was closed, which the application may do with its own at any
 * time, is a cache that has nothing and takes nothing.
 *
 * <p>Safe from any thread.
 */
public final class SafeEntries implements Entries {
    private final Entries entries;

    /** Passes every call on. */
    public SafeEntries(Entries entries) {
        this.entries = entries;
    }

    @Override
    public @Nullable Item find(Object key) {
        // Not by a lambda: hits allocate nothing.
        try {
            return entries.find(key);
        } catch (StoreClosedException closed) {
            return null;
        } catch (RuntimeException failure) {
            throw explained(failure);
        }
    }

    @Override
    public boolean contains(Object key) {
        return call(() -> entries.contains(key), false);
    }

    @Override
    public boolean putLoaded(
            Object key, Object value, @Nullable Object version, long readerTimestamp, Replacement replacement) {
        return call(() -> entries.putLoaded(key, value, version, readerTimestamp, replacement), false);
    }

    @Override
    public KeyLock lock(Object key, long ownerTimestamp, long readSince) {
        KeyLock ofNothing = new KeyLock(ownerTimestamp, ownerTimestamp, readSince, 1, true, ownerTimestamp);
        return call(() -> entries.lock(key, ownerTimestamp, readSince), ofNothing);
    }

    @Override
    public void unlock(Object key, @Nullable SoftLock lock) {
        run(() -> entries.unlock(key, lock));
    }

    @Override
    public void unlockUnchanged(Object key, @Nullable SoftLock lock) {
        run(() -> entries.unlockUnchanged(key, lock));
    }

    @Override
    public boolean putCommitted(Object key, Object value, @Nullable Object version, @Nullable SoftLock lock) {
        return call(() -> entries.putCommitted(key, value, version, lock), false);
    }

    @Override
    public boolean putInserted(Object key, Object value, @Nullable Object version, long ownerTimestamp) {
        return call(() -> entries.putInserted(key, value, version, ownerTimestamp), false);
    }

    @Override
    public void evict(Object key) {
        run(() -> entries.evict(key));
    }

    @Override
    public void evictAll() {
        run(entries::evictAll);
    }

    @Override
    public long count() {
        return call(entries::count, 0L);
    }

    @Override
    public long sizeBytes() {
        return call(entries::sizeBytes, 0L);
    }

    @Override
    public void drop() {
        run(entries::drop);
    }

    private static void run(Runnable step) {
        try {
            step.run();
        } catch (StoreClosedException closed) {
            // Nothing is left that could be wrong.
        } catch (RuntimeException failure) {
            throw explained(failure);
        }
    }

    private static <T> T call(Supplier<T> step, T whenClosed) {
        try {
            return step.get();
        } catch (StoreClosedException closed) {
            return whenClosed;
        } catch (RuntimeException failure) {
            throw explained(failure);
        }
    }

    private static CacheException explained(RuntimeException failure) {
        return failure instanceof CacheException cacheException
                ? cacheException
                : new CacheException("The second-level cache failed: " + failure.getMessage(), failure);
    }
}
