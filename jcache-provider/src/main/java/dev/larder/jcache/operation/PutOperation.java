package dev.larder.jcache.operation;

import dev.larder.jcache.management.CacheStatistics;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import org.jspecify.annotations.Nullable;

/** {@code put}, {@code getAndPut} and {@code putIfAbsent}. */
final class PutOperation<K, V> extends CacheOperation<K, V, V> {
    enum Kind {
        PUT,
        GET_AND_PUT,
        PUT_IF_ABSENT
    }

    private final V given;
    private final V stored;
    private final Kind kind;

    PutOperation(EntryRules<K, V> rules, V given, V stored, Kind kind) {
        super(rules);
        this.given = given;
        this.stored = stored;
        this.kind = kind;
    }

    @Override
    public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
        if (kind == Kind.PUT_IF_ABSENT && entry.isPresent()) {
            return Decision.keep();
        }
        return decidePut(key, given, stored, entry, nowMillis);
    }

    @Override
    protected @Nullable V answer(@Nullable V before) {
        return kind == Kind.GET_AND_PUT ? before : null;
    }

    @Override
    public CacheStatistics.Timer timer() {
        return CacheStatistics.Timer.PUT;
    }

    @Override
    public void count(CacheStatistics statistics, long startNanos) {
        if (kind != Kind.PUT) {
            countRead(statistics, startNanos);
        }
        countPut(statistics, startNanos);
    }
}
