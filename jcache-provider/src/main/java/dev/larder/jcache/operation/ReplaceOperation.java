package dev.larder.jcache.operation;

import dev.larder.jcache.management.CacheStatistics;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import org.jspecify.annotations.Nullable;

/** {@code getAndReplace} and both {@code replace}. A value that is not the expected one was read, no more. */
final class ReplaceOperation<K, V> extends CacheOperation<K, V, V> {
    private final @Nullable V expected;
    private final V given;
    private final V stored;

    ReplaceOperation(EntryRules<K, V> rules, @Nullable V expected, V given, V stored) {
        super(rules);
        this.expected = expected;
        this.given = given;
        this.stored = stored;
    }

    @Override
    public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
        if (!entry.isPresent()) {
            return Decision.keep();
        }
        return expected == null || expected.equals(entry.value())
                ? decidePut(key, given, stored, entry, nowMillis)
                : rules().read(nowMillis);
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
        return CacheStatistics.Timer.PUT;
    }

    @Override
    public void count(CacheStatistics statistics, long startNanos) {
        countRead(statistics, startNanos);
        countPut(statistics, startNanos);
    }
}
