package dev.larder.spring.entry;

import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Removes an entry. The result is its value as it stood in the keyspace, or null if nothing was removed.
 *
 * @param tag if not null, only an entry that carries this tag is removed
 */
record RemoveValue(@Nullable String tag) implements Operation<Object, Object, Object> {
    @Override
    public Decision<Object> decide(Object key, EntryView<Object> entry, long nowMillis) {
        return tag == null || Tagged.tagsOf(entry.value()).contains(tag) ? Decision.remove() : Decision.keep();
    }

    @Override
    public @Nullable Object result(@Nullable Object before, Decision<Object> decision) {
        return decision instanceof Decision.Remove ? before : null;
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
