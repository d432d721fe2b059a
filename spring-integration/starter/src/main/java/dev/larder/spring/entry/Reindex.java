package dev.larder.spring.entry;

import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/** Adds a key that was read from disk to the index, with the tags that its entry carries while the key is held. */
record Reindex(EntryIndex index) implements Operation<Object, Object, Void> {
    @Override
    public Decision<Object> decide(Object key, EntryView<Object> entry, long nowMillis) {
        if (entry.isPresent()) {
            index.add(key, Tagged.tagsOf(entry.value()));
        }
        return Decision.keep();
    }

    @Override
    public @Nullable Void result(@Nullable Object before, Decision<Object> decision) {
        return null;
    }

    @Override
    public boolean runsUserCode() {
        return true;
    }

    @Override
    public boolean actsOnAbsent() {
        return false;
    }
}
