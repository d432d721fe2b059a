package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.Decision;
import org.jspecify.annotations.Nullable;

/** Puts the state of a key that a transaction created, unless others have seen it, and perhaps changed it, already. */
final class InsertPut extends EntryOperation<Boolean> {
    private final Item inserted;
    private final long owner;
    private final ChangeMarks marks;

    InsertPut(Item inserted, long owner, ChangeMarks marks) {
        this.inserted = inserted;
        this.owner = owner;
        this.marks = marks;
    }

    @Override
    Decision<CachedState> onLock(Object key, KeyLock lock, long lockExpiresAtMillis, long nowMillis) {
        return Decision.keep();
    }

    @Override
    Decision<CachedState> onUnlocked(Object key, @Nullable Item item, long nowMillis) {
        boolean absent = item == null || item.timestamp() <= marks.clearedAt();
        return absent && !marks.changedSince(key, owner) ? put(inserted) : Decision.keep();
    }

    @Override
    public Boolean result(@Nullable CachedState before, Decision<CachedState> decision) {
        return putsItem(decision);
    }
}
