package dev.larder.core.commit;

import dev.larder.core.load.LoadMark;
import dev.larder.store.Decision;
import dev.larder.store.Durability;
import dev.larder.store.EntryView;
import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/** Runs an operation if the load behind it is still worth storing, which it asks while it holds the key. */
record IfWorthStoring<K, V>(LoadMark load, Operation<K, V, ?> operation) implements Operation<K, V, Boolean> {
    @Override
    public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
        return load.isWorthStoring() ? operation.decide(key, entry, nowMillis) : Decision.keep();
    }

    @Override
    public Boolean result(@Nullable V before, Decision<V> decision) {
        return decision instanceof Decision.Put;
    }

    /** Whether the load counts must not be decided before the key is held. */
    @Override
    public boolean runsUserCode() {
        return true;
    }

    @Override
    public boolean needsTime() {
        return operation.needsTime();
    }

    @Override
    public @Nullable Durability durability() {
        return operation.durability();
    }

    @Override
    public @Nullable String codec() {
        return operation.codec();
    }
}
