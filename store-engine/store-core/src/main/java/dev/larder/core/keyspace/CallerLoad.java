package dev.larder.core.keyspace;

import dev.larder.core.commit.LocalCommitPath;
import dev.larder.core.load.LoadMark;
import dev.larder.core.load.LoadRegistry;
import dev.larder.core.stats.KeyspaceCounters;
import dev.larder.store.Operation;
import dev.larder.store.PendingLoad;

/** See {@link PendingLoad}. */
final class CallerLoad<K, V> implements PendingLoad<K, V> {
    private final K key;
    private final LoadMark mark = new LoadMark();
    private final LoadRegistry<K, V> registry;
    private final LocalCommitPath<K, V> commitPath;
    private final KeyspaceCounters counters;
    private final long startNanos = System.nanoTime();

    /** Begins a load. */
    CallerLoad(K key, LoadRegistry<K, V> registry, LocalCommitPath<K, V> commitPath, KeyspaceCounters counters) {
        this.key = key;
        this.registry = registry;
        this.commitPath = commitPath;
        this.counters = counters;
        registry.beginOwn(key, mark);
    }

    @Override
    public K key() {
        return key;
    }

    @Override
    public boolean isWorthStoring() {
        return mark.isWorthStoring();
    }

    @Override
    public boolean store(Operation<K, V, ?> operation) {
        counters.load(System.nanoTime() - startNanos, false);
        try {
            return commitPath.storeIfWorth(key, mark, operation);
        } finally {
            registry.endOwn(key, mark);
        }
    }
}
