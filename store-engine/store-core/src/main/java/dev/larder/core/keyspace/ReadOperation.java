package dev.larder.core.keyspace;

import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/** A read as an operation, for what a read can't do without holding the entry. */
record ReadOperation<K, V>() implements Operation<K, V, V> {
    private static final ReadOperation<?, ?> INSTANCE = new ReadOperation<>();

    @SuppressWarnings("unchecked")
    static <K, V> ReadOperation<K, V> instance() {
        return (ReadOperation<K, V>) INSTANCE;
    }

    @Override
    public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
        return Decision.read();
    }

    @Override
    public @Nullable V result(@Nullable V before, Decision<V> decision) {
        return before;
    }

    @Override
    public boolean actsOnAbsent() {
        return false;
    }
}
