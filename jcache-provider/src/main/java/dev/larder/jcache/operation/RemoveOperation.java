package dev.larder.jcache.operation;

import dev.larder.jcache.management.CacheStatistics;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import org.jspecify.annotations.Nullable;

/**
 * {@code getAndRemove} and both {@code remove}. The writer is told of a removal that does not ask for a value also where
 * the cache has no entry; a value that is not the expected one was read, no more.
 */
final class RemoveOperation<K, V> extends CacheOperation<K, V, V> {
    private final @Nullable V expected;
    private final boolean reads;

    RemoveOperation(EntryRules<K, V> rules, @Nullable V expected, boolean reads) {
        super(rules);
        this.expected = expected;
        this.reads = reads;
    }

    @Override
    public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
        if (expected == null) {
            return decideRemoval(key);
        }
        if (!entry.isPresent()) {
            return Decision.keep();
        }
        return expected.equals(entry.value()) ? decideRemoval(key) : rules().read(nowMillis);
    }

    @Override
    public boolean actsOnAbsent() {
        return expected == null && rules().writer() != null;
    }

    @Override
    protected @Nullable V answer(@Nullable V before) {
        return before;
    }

    @Override
    public CacheStatistics.Timer timer() {
        return CacheStatistics.Timer.REMOVE;
    }

    @Override
    public void count(CacheStatistics statistics, long startNanos) {
        if (reads) {
            countRead(statistics, startNanos);
        }
        countRemoval(statistics, startNanos);
    }
}
