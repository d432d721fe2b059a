package dev.larder.core.commit;

import dev.larder.core.load.LoadMark;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Loader;
import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/** Stores a loaded value if the load is still worth storing, which it asks while it holds the key. */
record StoreLoaded<K, V>(V value, LoadMark load, Loader<K, V> loader) implements Operation<K, V, Boolean> {
    @Override
    public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
        return load.isWorthStoring() ? loader.decide(key, value, entry, nowMillis) : Decision.keep();
    }

    @Override
    public Boolean result(@Nullable V before, Decision<V> decision) {
        return decision instanceof Decision.Put;
    }

    /** The loader is asked for the deadline; and whether the load counts must not be decided before the key is held. */
    @Override
    public boolean runsUserCode() {
        return true;
    }
}
