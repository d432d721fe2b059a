package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.EvictionHint;
import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One step on one key of a region. It holds the key while it decides, also where the key has no entry: what it reads of
 * and notes in the {@link ChangeMarks} must not come before or after another step on the key by more than the step itself.
 */
abstract class EntryOperation<R> implements Operation<Object, CachedState, R> {
    @Override
    public final Decision<CachedState> decide(Object key, EntryView<CachedState> entry, long nowMillis) {
        CachedState state = entry.value();
        if (state instanceof KeyLock lock) {
            return onLock(key, lock, entry.expiresAtMillis(), nowMillis);
        }
        return onUnlocked(key, (Item) state, nowMillis);
    }

    /** Decides for a key that is locked. */
    abstract Decision<CachedState> onLock(Object key, KeyLock lock, long lockExpiresAtMillis, long nowMillis);

    /** Decides for a key that has state, or nothing. */
    abstract Decision<CachedState> onUnlocked(Object key, @Nullable Item item, long nowMillis);

    /** Keeps a lock, changed, for as long as before. Never evicted for size: it would let old state in. */
    static Decision<CachedState> keepLocked(KeyLock lock, long expiresAtMillis) {
        return new Decision.Put<>(lock, expiresAtMillis, EvictionHint.PINNED);
    }

    /** Puts state under the region's own lifetime, whatever the entry before had. */
    static Decision<CachedState> put(Item item) {
        return new Decision.Put<>(item);
    }

    static boolean putsItem(Decision<CachedState> decision) {
        return decision instanceof Decision.Put<CachedState> put && put.value() instanceof Item;
    }

    /** True, so that it is asked once, and while it holds the key; and comparators of versions are user code indeed. */
    @Override
    public final boolean runsUserCode() {
        return true;
    }
}
