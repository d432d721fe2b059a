package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.Decision;
import org.hibernate.cache.spi.access.SoftLock;
import org.jspecify.annotations.Nullable;

/** Gives a lock up under which nothing was changed. The key does not count as changed; its other holders see to that. */
final class UnlockUnchanged extends EntryOperation<Void> {
    private final @Nullable SoftLock held;

    UnlockUnchanged(@Nullable SoftLock held) {
        this.held = held;
    }

    @Override
    Decision<CachedState> onLock(Object key, KeyLock lock, long lockExpiresAtMillis, long nowMillis) {
        if (!(held instanceof KeyLock mine) || mine.id() != lock.id()) {
            return Decision.keep();
        }
        return lock.holders() > 1 ? keepLocked(lock.leftByOne(), lockExpiresAtMillis) : Decision.remove();
    }

    @Override
    Decision<CachedState> onUnlocked(Object key, @Nullable Item item, long nowMillis) {
        return Decision.keep();
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
