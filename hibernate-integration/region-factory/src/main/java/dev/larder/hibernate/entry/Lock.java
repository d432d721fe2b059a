package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.Decision;
import org.jspecify.annotations.Nullable;

/** Locks a key, or joins those who locked it. */
final class Lock extends EntryOperation<KeyLock> {
    private final long owner;
    private final long readSince;
    private final long lockedAt;
    private final ChangeMarks marks;
    private final LockTimes times;

    Lock(long owner, long readSince, long lockedAt, ChangeMarks marks, LockTimes times) {
        this.owner = owner;
        this.readSince = readSince;
        this.lockedAt = lockedAt;
        this.marks = marks;
        this.times = times;
    }

    @Override
    Decision<CachedState> onLock(Object key, KeyLock lock, long lockExpiresAtMillis, long nowMillis) {
        // Were an abandoned lock joined, its missing unlock would keep a busy key locked for ever.
        KeyLock next = lockedAt > lock.timesOutAt() ? first(key) : lock.joinedBy(owner, times.timesOutAt(lockedAt));
        return keepLocked(next, times.forgottenAtMillis(nowMillis));
    }

    @Override
    Decision<CachedState> onUnlocked(Object key, @Nullable Item item, long nowMillis) {
        return keepLocked(first(key), times.forgottenAtMillis(nowMillis));
    }

    KeyLock first(Object key) {
        boolean changed = marks.changedSince(key, readSince);
        return new KeyLock(lockedAt, owner, readSince, 1, changed, times.timesOutAt(lockedAt));
    }

    @Override
    public @Nullable KeyLock result(@Nullable CachedState before, Decision<CachedState> decision) {
        return decision instanceof Decision.Put<CachedState> put && put.value() instanceof KeyLock lock ? lock : null;
    }
}
