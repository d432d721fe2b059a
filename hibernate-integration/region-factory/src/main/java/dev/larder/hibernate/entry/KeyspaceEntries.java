package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.CapacityExceededException;
import dev.larder.store.CodecException;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.Persistence.Mode;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.cache.spi.access.SoftLock;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a region in a keyspace. A hit is one read of the keyspace and a look at what was found; nothing is locked
 * but the one key that changes.
 *
 * <p>Safe from any thread.
 */
/*
 * A session takes a timestamp at its begin (s), before it reads from the database (d); a writer takes one when it locks a
 * key (L), changes it in the database, commits (C), and takes another when it unlocks (U), before commit() returns (R):
 * s < d, and L < C < U < R. Whoever begins after R must not read the state before C from the cache.
 *
 * - A load is put at p only if the key is not locked and s > U for every U (or eviction) of its stripe before p. Then
 *   d > s > U > C, so what was read is what the writer committed, or newer. A writer that locks after p takes it out.
 *   The test and the put are one step that holds the key, as are unlock and its mark; so no U can fall between them.
 * - evictAll holds no key. It takes a timestamp and publishes it as the region's mark, a first time (m) and a second (n).
 *   State that is put later than n, by its timestamp, was put by somebody who took that timestamp after m was published,
 *   and so compared with m when its transaction began; all other state is invisible, for readers compare its timestamp
 *   with the mark. One mark would not do: between its taking and its publication others take later timestamps, and don't
 *   see it. The sweep only gives the memory back, and a put may land behind it. Locks stay: were they to go, a load could
 *   be put between L and C and be read between C and U. For the same reason a key's eviction leaves its lock, marked as
 *   contested: its holder must not put what it may have read before whatever was evicted for.
 * - Two writers: the second joins the lock. Whoever unlocks first can't know whether its own commit was the later one, so
 *   nobody puts anything. One transaction that locks twice (two flushes) is no second writer: its last state is put. Nor is
 *   one that has locked the key with its row, and gave up before it changed anything: no U, for there is no C.
 * - A writer that may have read the row before the key's last change has older state in memory than that change left, and
 *   may write back only the columns that it knows to be dirty; what it has in memory is not what is in the row. It is
 *   refused as well. An entity stays in its session from one transaction to the next, so the session's begin counts and
 *   not the transaction's. A version would not help: statements change rows without raising it, and the update of an
 *   entity that a session read before them, if only of its version, succeeds.
 * - Size eviction takes no lock away: locks are pinned. It may take state away at any time, as expiry may, which is a miss;
 *   the marks are not in the entries, so what came before stays refused.
 * - Where nothing is evicted and the store's memory is used up, there may be no room for a lock. Then no session that begins
 *   before that lock would time out puts anything into the region, which is full in any case, and the key is evicted.
 * - An insert is put only if nobody has changed the key since the inserter began: others may have found, changed and
 *   evicted it between C and U.
 * - A session without a transaction has the timestamp of its last one, or of its begin, so it is refused rather too often.
 * - Natural ids: both the old and the new one are locked when one changes, and each is a key of its own.
 * - Lost locks: see LockTimes. Between a lock's time-out and its holder's late unlock the cache is as good as none: what
 *   is put then is read until the holder unlocks, which removes it.
 */
public final class KeyspaceEntries implements Entries {
    private static final System.Logger LOG = System.getLogger(KeyspaceEntries.class.getName());

    private final Keyspace<Object, CachedState> keyspace;
    private final Runnable drop;
    private final Timestamps timestamps;
    private final LockTimes times;
    private final ChangeMarks marks;
    private final AtomicBoolean unwritableTold = new AtomicBoolean();

    /**
     * Uses a keyspace, which nobody else uses.
     *
     * @param drop drops the keyspace
     */
    public KeyspaceEntries(
            Keyspace<Object, CachedState> keyspace, Runnable drop, Timestamps timestamps, LockTimes times) {
        this(
                keyspace,
                drop,
                timestamps,
                times,
                new ChangeMarks(keyspace.config().capacity()));
    }

    KeyspaceEntries(
            Keyspace<Object, CachedState> keyspace,
            Runnable drop,
            Timestamps timestamps,
            LockTimes times,
            ChangeMarks marks) {
        this.keyspace = keyspace;
        this.drop = drop;
        this.timestamps = timestamps;
        this.times = times;
        this.marks = marks;
    }

    @Override
    public @Nullable Item find(Object key) {
        return visible(keyspace.getIfPresent(key));
    }

    @Override
    public boolean contains(Object key) {
        return visible(keyspace.view(key).value()) != null;
    }

    private @Nullable Item visible(@Nullable CachedState state) {
        return state instanceof Item item && item.timestamp() > marks.clearedAt() ? item : null;
    }

    @Override
    public boolean putLoaded(
            Object key, Object value, @Nullable Object version, long readerTimestamp, Replacement replacement) {
        Item loaded = new Item(value, version, readerTimestamp);
        return putIfThereIsRoom(key, new LoadPut(loaded, replacement, marks, times));
    }

    @Override
    public KeyLock lock(Object key, long ownerTimestamp, long readSince) {
        Lock operation = new Lock(ownerTimestamp, readSince, timestamps.next(), marks, times);
        try {
            return Objects.requireNonNull(keyspace.run(key, operation), "a lock always puts one");
        } catch (EntryTooLargeException | CodecException evenWithoutState) {
            // State would be larger than the lock, or has the same key, which can't be written to disk; so there is and
            // will be none to keep out.
            return operation.first(key);
        } catch (CapacityExceededException full) {
            KeyLock lock = operation.first(key);
            marks.refuseUntil(lock.timesOutAt());
            evict(key);
            return lock;
        }
    }

    @Override
    public void unlock(Object key, @Nullable SoftLock lock) {
        keyspace.run(key, new Unlock(lock, null, timestamps.next(), marks));
    }

    @Override
    public void unlockUnchanged(Object key, @Nullable SoftLock lock) {
        keyspace.run(key, new UnlockUnchanged(lock));
    }

    @Override
    public boolean putCommitted(Object key, Object value, @Nullable Object version, @Nullable SoftLock lock) {
        long unlockedAt = timestamps.next();
        try {
            Item committed = new Item(value, version, unlockedAt);
            return isTrue(keyspace.run(key, new Unlock(lock, committed, unlockedAt, marks)));
        } catch (CapacityExceededException | EntryTooLargeException noRoom) {
            unlock(key, lock);
            return false;
        } catch (CodecException unwritable) {
            tell(unwritable);
            unlock(key, lock);
            return false;
        }
    }

    @Override
    public boolean putInserted(Object key, Object value, @Nullable Object version, long ownerTimestamp) {
        Item inserted = new Item(value, version, timestamps.next());
        return putIfThereIsRoom(key, new InsertPut(inserted, ownerTimestamp, marks));
    }

    /** A region that is full and set to refuse what does not fit is a reason to cache less, not to fail a transaction. */
    private boolean putIfThereIsRoom(Object key, EntryOperation<Boolean> put) {
        try {
            return isTrue(keyspace.run(key, put));
        } catch (CapacityExceededException | EntryTooLargeException noRoom) {
            return false;
        } catch (CodecException unwritable) {
            tell(unwritable);
            return false;
        }
    }

    private void tell(CodecException unwritable) {
        if (unwritableTold.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "State of ''{0}'' is not cached, since it can''t be written to disk: {1} This is said once.",
                    keyspace.name(),
                    unwritable.getMessage());
        }
    }

    @Override
    public void evict(Object key) {
        keyspace.run(key, new Evict(timestamps.next(), marks));
    }

    @Override
    public void evictAll() {
        marks.cleared(timestamps.next());
        long clearedAt = timestamps.next();
        marks.cleared(clearedAt);
        sweep(new Sweep(clearedAt, false));
    }

    private void sweep(Sweep sweep) {
        Iterator<Map.Entry<Object, EntryView<CachedState>>> all = keyspace.iterator();
        while (all.hasNext()) {
            keyspace.run(all.next().getKey(), sweep);
        }
    }

    @Override
    public long count() {
        return keyspace.size();
    }

    @Override
    public long sizeBytes() {
        return keyspace.weightBytes();
    }

    /** What is on disk of the keyspace stays there, but for what only this run knows to be invisible. */
    @Override
    public void drop() {
        if (keyspace.config().persistence().mode() != Mode.NONE) {
            sweep(new Sweep(marks.clearedAt(), true));
        }
        drop.run();
    }

    private static boolean isTrue(@Nullable Boolean result) {
        return Boolean.TRUE.equals(result);
    }
}
