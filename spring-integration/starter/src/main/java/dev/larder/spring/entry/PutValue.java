package dev.larder.spring.entry;

import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Puts a value and keeps the index. The result is the value before as it stood in the keyspace, or null.
 *
 * <p>The new tags are in the index before the value can be seen. The old ones leave it once it was replaced and while the
 * key is still held, which is when the engine asks for the result. So nobody who looks for a tag in between misses an
 * entry.
 */
record PutValue(ValueRules rules, @Nullable EntryIndex index, Object key, NewValue value, boolean onlyIfAbsent)
        implements Operation<Object, Object, Object> {
    @Override
    public Decision<Object> decide(Object sameKey, EntryView<Object> entry, long nowMillis) {
        if (onlyIfAbsent && entry.isPresent()) {
            return Decision.keep();
        }
        Decision<Object> put = rules.put(key, value, nowMillis);
        if (index != null) {
            index.add(key, value.tags());
        }
        return put;
    }

    @Override
    public @Nullable Object result(@Nullable Object before, Decision<Object> decision) {
        if (index != null && decision instanceof Decision.Put<Object> put) {
            index.settle(key, Tagged.tagsOf(before), put.value());
        }
        return before;
    }

    @Override
    public boolean runsUserCode() {
        return index != null;
    }
}
