package dev.larder.spring.entry;

import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Removes an entry of a cache with an index. The result says whether there was one to remove.
 *
 * <p>The entry leaves the index once it can't be seen any more and while its key is still held, which is when the engine
 * asks for the result.
 *
 * @param tag if not null, only an entry that carries this tag is removed
 */
record RemoveValue(EntryIndex index, Object key, @Nullable String tag) implements Operation<Object, Object, Boolean> {
    @Override
    public Decision<Object> decide(Object sameKey, EntryView<Object> entry, long nowMillis) {
        return tag == null || Tagged.tagsOf(entry.value()).contains(tag) ? Decision.remove() : Decision.keep();
    }

    @Override
    public Boolean result(@Nullable Object before, Decision<Object> decision) {
        boolean removed = before != null && decision instanceof Decision.Remove;
        if (removed) {
            index.settle(key, Tagged.tagsOf(before), null);
        }
        return removed;
    }

    @Override
    public boolean actsOnAbsent() {
        return false;
    }

    @Override
    public boolean needsTime() {
        return false;
    }
}
