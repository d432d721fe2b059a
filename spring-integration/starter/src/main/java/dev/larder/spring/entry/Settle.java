package dev.larder.spring.entry;

import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a key out of the index where its entry, looked at while it is held, does not carry what it may have carried before. */
record Settle(EntryIndex index, List<String> formerTags) implements Operation<Object, Object, Void> {
    @Override
    public Decision<Object> decide(Object key, EntryView<Object> entry, long nowMillis) {
        index.settle(key, formerTags, entry.value());
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
    public boolean needsTime() {
        return false;
    }
}
