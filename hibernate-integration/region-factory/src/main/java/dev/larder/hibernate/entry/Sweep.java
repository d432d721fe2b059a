package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.Decision;
import org.jspecify.annotations.Nullable;

/** Frees the memory of state that nobody can see since its region was cleared, and of locks when nobody is left. */
final class Sweep extends EntryOperation<Void> {
    private final long clearedAt;
    private final boolean locksToo;

    Sweep(long clearedAt, boolean locksToo) {
        this.clearedAt = clearedAt;
        this.locksToo = locksToo;
    }

    @Override
    Decision<CachedState> onLock(Object key, KeyLock lock, long lockExpiresAtMillis, long nowMillis) {
        return locksToo ? Decision.remove() : Decision.keep();
    }

    @Override
    Decision<CachedState> onUnlocked(Object key, @Nullable Item item, long nowMillis) {
        return item != null && item.timestamp() <= clearedAt ? Decision.remove() : Decision.keep();
    }

    @Override
    public @Nullable Void result(@Nullable CachedState before, Decision<CachedState> decision) {
        return null;
    }

    @Override
    public boolean actsOnAbsent() {
        return false;
    }
}
