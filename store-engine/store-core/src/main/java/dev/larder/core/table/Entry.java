package dev.larder.core.table;

import dev.larder.store.EntryView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A key, its value and the word that orders its changes. Reads look at {@link #value()} and nothing else; writers hold
 * the entry first ({@link EntryLock}). An entry is itself the link of a chain in an {@link EntryMap}.
 *
 * <p>The word holds the version in its upper 58 bits and flags in the lower 6, so that the lock costs no memory and a
 * release publishes the new version in the same atomic step:
 *
 * <pre>
 *   LOCKED    a writer holds the entry
 *   WAITED    somebody waits for the lock and must be woken
 *   DEAD      the entry left the table for good; whoever finds it looks the key up again
 *   FIXED     the deadline was given by the caller and does not follow the keyspace's lifetime
 *   PINNED    the entry takes no part of the capacity and is not evicted
 *   COUNTED   the entry takes 1 of the capacity, not its size
 * </pre>
 *
 * <p>Only the holder changes value, version, DEAD, FIXED and PINNED. A value of null is a place kept for a key while its
 * first writer decides.
 *
 * <p>An instance is 40 bytes on a 64-bit JVM with compressed references; {@link ExpiringEntry} and {@link TrackedEntry}
 * add what only some keyspaces need.
 */
public class Entry<K, V> implements EntryView<V> {
    static final long LOCKED = 1;
    static final long WAITED = 1 << 1;
    static final long DEAD = 1 << 2;
    static final long FIXED = 1 << 3;
    static final long PINNED = 1 << 4;
    static final long COUNTED = 1 << 5;
    private static final int VERSION_SHIFT = 6;

    /** As a stamp: somebody holds the entry, or it left the table. */
    public static final long HELD = -1;

    private static final VarHandle WORD;
    private static final VarHandle VALUE;
    private static final VarHandle NEXT;
    private static final VarHandle COARSE_DEADLINE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORD = lookup.findVarHandle(Entry.class, "word", long.class);
            VALUE = lookup.findVarHandle(Entry.class, "value", Object.class);
            NEXT = lookup.findVarHandle(Entry.class, "next", Entry.class);
            COARSE_DEADLINE = lookup.findVarHandle(Entry.class, "coarseDeadline", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final Object key;
    private volatile @Nullable Object value;
    private volatile long word;
    private volatile @Nullable Entry<K, V> next;
    private int hash;
    private volatile int coarseDeadline = CoarseTime.NEVER;

    /**
     * A new entry that no other thread knows yet.
     *
     * @param value the value, or null for a place kept for a writer
     * @param version its version, above every version that the key had before
     * @param locked whether the creating thread holds it
     */
    public Entry(K key, @Nullable V value, long version, boolean locked) {
        this(key, value, version, locked, true);
    }

    Entry(K key, @Nullable V value, long version, boolean locked, boolean counted) {
        this.key = key;
        VALUE.set(this, value);
        WORD.set(this, (version << VERSION_SHIFT) | (locked ? LOCKED : 0) | (counted ? COUNTED : 0));
    }

    /** A mark in an {@link EntryMap}, which is no entry. */
    Entry(int markHash) {
        key = Entry.class;
        hash = markHash;
        WORD.set(this, DEAD);
    }

    /** The key, the object that the entry was made with. */
    @SuppressWarnings("unchecked")
    public final K key() {
        return (K) key;
    }

    @Override
    @SuppressWarnings("unchecked")
    public final @Nullable V value() {
        return (V) value;
    }

    /** Sets the value; for the holder. Readers see it at once, and the deadline set after it no earlier than it. */
    public final void setValue(@Nullable V newValue) {
        VALUE.setRelease(this, newValue);
    }

    @Override
    public final long version() {
        return value == null ? 0 : rawVersion();
    }

    /** The version, also of an entry without a value. */
    public final long rawVersion() {
        return word >>> VERSION_SHIFT;
    }

    /** Notes that the value was changed; for the holder. */
    public final void countChange() {
        WORD.getAndAdd(this, 1L << VERSION_SHIFT);
    }

    /** Sets the version; for a holder that has not changed the value. */
    public final void setVersion(long version) {
        WORD.getAndAdd(this, (version - rawVersion()) << VERSION_SHIFT);
    }

    /** The deadline; {@link #NEVER} in entries that can't have one. */
    @Override
    public long expiresAtMillis() {
        return NEVER;
    }

    /**
     * The deadline in steps of {@link CoarseTime}, rounded down. It lies beside key and value, so that a read of an entry
     * that lives for a while yet touches no more memory than one of an entry that lives for ever.
     */
    public final int coarseDeadline() {
        return coarseDeadline;
    }

    final void setCoarseDeadline(long deadlineMillis) {
        COARSE_DEADLINE.setRelease(this, CoarseTime.of(deadlineMillis));
    }

    @Override
    public long createdAtMillis() {
        return UNTRACKED;
    }

    @Override
    public long updatedAtMillis() {
        return UNTRACKED;
    }

    @Override
    public long accessedAtMillis() {
        return UNTRACKED;
    }

    @Override
    public long hitCount() {
        return UNTRACKED;
    }

    @Override
    public int sizeBytes() {
        return 0;
    }

    /** How much of the capacity the entry takes. */
    public int weight() {
        return 1;
    }

    /** Whether the deadline has come. */
    public final boolean isExpiredAt(long nowMillis) {
        return nowMillis >= expiresAtMillis();
    }

    /** Whether the entry left the table for good. */
    public final boolean isDead() {
        return (word & DEAD) != 0;
    }

    /** Whether somebody holds the entry. */
    public final boolean isLocked() {
        return (word & LOCKED) != 0;
    }

    /** Whether the deadline is the caller's own. */
    public final boolean hasFixedDeadline() {
        return (word & FIXED) != 0;
    }

    /** Whether the entry takes no part of the capacity and is not evicted. */
    public final boolean isPinned() {
        return (word & PINNED) != 0;
    }

    /** Whether the entry takes 1 of the capacity, not its size. */
    public final boolean isCounted() {
        return (word & COUNTED) != 0;
    }

    /** Pins the entry or not; for the holder. */
    public final void setPinned(boolean pinned) {
        if (pinned != isPinned()) {
            setFlag(PINNED, pinned);
        }
    }

    /** Says whose the deadline is; for the holder. */
    public final void setFixedDeadline(boolean fixed) {
        if (fixed != hasFixedDeadline()) {
            setFlag(FIXED, fixed);
        }
    }

    /**
     * A stamp of the entry's state, or {@link #HELD}. What was read between two calls that gave the same stamp belongs
     * together, but for a deadline that a read moved.
     */
    public final long stampIfFree() {
        long seen = word;
        return (seen & (LOCKED | DEAD)) == 0 ? seen & ~WAITED : HELD;
    }

    /** The hash that {@link EntryMap} gave the entry; below 0 in its marks. */
    final int hash() {
        return hash;
    }

    /** Notes the hash; before the entry can be seen by others. */
    final void setHash(int newHash) {
        hash = newHash;
    }

    /** What follows in the chain. */
    final @Nullable Entry<K, V> next() {
        return next;
    }

    /** Links the entry before another; by who may change the chain. */
    final void setNext(@Nullable Entry<K, V> follower) {
        NEXT.setRelease(this, follower);
    }

    final boolean tryLock() {
        long seen = word;
        return (seen & (LOCKED | DEAD)) == 0 && WORD.compareAndSet(this, seen, seen | LOCKED);
    }

    /** Asks the holder to wake waiters. Returns false if there is no holder any more. */
    final boolean announceWaiter() {
        while (true) {
            long seen = word;
            if ((seen & LOCKED) == 0) {
                return false;
            }
            if ((seen & WAITED) != 0 || WORD.compareAndSet(this, seen, seen | WAITED)) {
                return true;
            }
        }
    }

    /**
     * Gives the entry up.
     *
     * @param changed whether the version grows by one
     * @param dead whether the entry leaves the table for good
     * @return the word before
     */
    final long release(boolean changed, boolean dead) {
        while (true) {
            long seen = word;
            long next = (seen & ~(LOCKED | WAITED)) + (changed ? 1L << VERSION_SHIFT : 0);
            if (WORD.compareAndSet(this, seen, dead ? next | DEAD : next)) {
                return seen;
            }
        }
    }

    private void setFlag(long flag, boolean set) {
        while (true) {
            long seen = word;
            if (WORD.compareAndSet(this, seen, set ? seen | flag : seen & ~flag)) {
                return;
            }
        }
    }
}
