package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.Decision;
import org.hibernate.cache.spi.access.SoftLock;
import org.jspecify.annotations.Nullable;

/** Gives a lock up, and puts what its holder committed, if it was the only one. The key counts as changed in any case. */
final class Unlock extends EntryOperation<Boolean> {
    private final @Nullable SoftLock held;
    private final @Nullable Item committed;
    private final long unlockedAt;
    private final ChangeMarks marks;

    Unlock(@Nullable SoftLock held, @Nullable Item committed, long unlockedAt, ChangeMarks marks) {
        this.held = held;
        this.committed = committed;
        this.unlockedAt = unlockedAt;
        this.marks = marks;
    }

    @Override
    Decision<CachedState> onLock(Object key, KeyLock lock, long lockExpiresAtMillis, long nowMillis) {
        marks.changed(key, unlockedAt);
        if (!(held instanceof KeyLock mine) || mine.id() != lock.id()) {
            // Ours timed out, and another is there: what its holder read may be older than what we did.
            return keepLocked(lock.asContested(), lockExpiresAtMillis);
        }
        if (lock.holders() > 1) {
            return keepLocked(lock.leftByOne(), lockExpiresAtMillis);
        }
        return committed == null || lock.contested() || lock.readSince() <= marks.clearedAt()
                ? Decision.remove()
                : put(committed);
    }

    /** The lock timed out, and its place may have been taken by what somebody read before the change was committed. */
    @Override
    Decision<CachedState> onUnlocked(Object key, @Nullable Item item, long nowMillis) {
        marks.changed(key, unlockedAt);
        return item == null ? Decision.keep() : Decision.remove();
    }

    @Override
    public Boolean result(@Nullable CachedState before, Decision<CachedState> decision) {
        return putsItem(decision);
    }
}
