package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.Decision;
import org.jspecify.annotations.Nullable;

/** Puts what a session loaded, if nothing can have changed since it began. */
final class LoadPut extends EntryOperation<Boolean> {
    private final Item loaded;
    private final Replacement replacement;
    private final ChangeMarks marks;
    private final LockTimes times;

    LoadPut(Item loaded, Replacement replacement, ChangeMarks marks, LockTimes times) {
        this.loaded = loaded;
        this.replacement = replacement;
        this.marks = marks;
        this.times = times;
    }

    @Override
    Decision<CachedState> onLock(Object key, KeyLock lock, long lockExpiresAtMillis, long nowMillis) {
        boolean abandoned = loaded.timestamp() > lock.timesOutAt();
        return abandoned && !isLate(key, nowMillis) ? put(loaded) : Decision.keep();
    }

    @Override
    Decision<CachedState> onUnlocked(Object key, @Nullable Item item, long nowMillis) {
        if (isLate(key, nowMillis)) {
            return Decision.keep();
        }
        boolean replaces = item == null
                || item.timestamp() <= marks.clearedAt()
                || replacement.replaces(item, loaded.version(), loaded.timestamp());
        return replaces ? put(loaded) : Decision.keep();
    }

    private boolean isLate(Object key, long nowMillis) {
        return marks.changedSince(key, loaded.timestamp()) || times.mayPredateLostLock(loaded.timestamp(), nowMillis);
    }

    @Override
    public Boolean result(@Nullable CachedState before, Decision<CachedState> decision) {
        return putsItem(decision);
    }
}
