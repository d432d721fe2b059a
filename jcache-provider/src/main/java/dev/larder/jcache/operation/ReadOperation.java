package dev.larder.jcache.operation;

import dev.larder.jcache.management.CacheStatistics;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import org.jspecify.annotations.Nullable;

/** {@code get} where a custom expiry policy must be asked. */
final class ReadOperation<K, V> extends CacheOperation<K, V, V> {
    ReadOperation(EntryRules<K, V> rules) {
        super(rules);
    }

    @Override
    public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
        return entry.isPresent() ? rules().read(nowMillis) : Decision.keep();
    }

    @Override
    public boolean actsOnAbsent() {
        return false;
    }

    @Override
    protected @Nullable V answer(@Nullable V before) {
        return before;
    }

    @Override
    public CacheStatistics.Timer timer() {
        return CacheStatistics.Timer.GET;
    }

    @Override
    public void count(CacheStatistics statistics, long startNanos) {
        countRead(statistics, startNanos);
    }
}
