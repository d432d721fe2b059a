package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.Decision;
import org.jspecify.annotations.Nullable;

/** Removes the state of a key, and keeps out what was read before. */
final class Evict extends EntryOperation<Void> {
    private final long evictedAt;
    private final ChangeMarks marks;

    Evict(long evictedAt, ChangeMarks marks) {
        this.evictedAt = evictedAt;
        this.marks = marks;
    }

    @Override
    Decision<CachedState> onLock(Object key, KeyLock lock, long lockExpiresAtMillis, long nowMillis) {
        marks.changed(key, evictedAt);
        return keepLocked(lock.asContested(), lockExpiresAtMillis);
    }

    @Override
    Decision<CachedState> onUnlocked(Object key, @Nullable Item item, long nowMillis) {
        marks.changed(key, evictedAt);
        return item == null ? Decision.keep() : Decision.remove();
    }

    @Override
    public @Nullable Void result(@Nullable CachedState before, Decision<CachedState> decision) {
        return null;
    }
}
