package dev.larder.jcache.operation;

import dev.larder.jcache.management.CacheStatistics;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One call of one method of {@code Cache} on one key. It remembers what it did, for its caller to count.
 *
 * <p><b>Threads:</b> belongs to the thread of the call.
 *
 * @param <R> what the caller gets
 */
public abstract class CacheOperation<K, V, R> implements Operation<K, V, R> {
    private final EntryRules<K, V> rules;
    private boolean written;
    private boolean carriedOut;
    private boolean found;
    private boolean put;
    private boolean removed;

    protected CacheOperation(EntryRules<K, V> rules) {
        this.rules = rules;
    }

    @Override
    public final @Nullable R result(@Nullable V before, Decision<V> decision) {
        carriedOut = true;
        found = before != null;
        put = decision instanceof Decision.Put;
        removed = found && decision instanceof Decision.Remove;
        return answer(before);
    }

    @Override
    public boolean runsUserCode() {
        return rules.runUserCode();
    }

    @Override
    public final boolean needsTime() {
        return rules.expiry().isCustom();
    }

    /** What the caller gets, asked once after the decision was carried out. */
    protected abstract @Nullable R answer(@Nullable V before);

    /** Which kind of call this is timed as. */
    public abstract CacheStatistics.Timer timer();

    /**
     * Counts the call, after it was made.
     *
     * @param startNanos what {@link CacheStatistics#start} gave before the call
     */
    public abstract void count(CacheStatistics statistics, long startNanos);

    protected final EntryRules<K, V> rules() {
        return rules;
    }

    /**
     * Gives the entry a value.
     *
     * @param given the caller's value, for the writer
     * @param stored the cache's copy of it
     */
    protected final Decision<V> decidePut(K key, V given, V stored, EntryView<V> entry, long nowMillis) {
        rules.write(key, given);
        written = rules.writer() != null;
        return rules.expiry().put(stored, entry, nowMillis);
    }

    /** Makes the entry absent, which it may be already. */
    protected final Decision<V> decideRemoval(K key) {
        rules.delete(key);
        written = rules.writer() != null;
        return Decision.remove();
    }

    /** Whether the writer took a change that the cache then refused, so that the entry is out of date. */
    public final boolean leftStale() {
        return written && !carriedOut;
    }

    /**
     * Whether the decision was carried out. True also for a call that then failed because a synchronous listener threw;
     * false for one that failed before anything was changed.
     */
    public final boolean carriedOut() {
        return carriedOut;
    }

    /** Whether there was a value before. */
    public final boolean found() {
        return found;
    }

    /** Whether a value was put. */
    public final boolean put() {
        return put;
    }

    /** Whether a value was removed. */
    public final boolean removed() {
        return removed;
    }

    protected final void countRead(CacheStatistics statistics, long startNanos) {
        if (found) {
            statistics.hit(startNanos);
        } else {
            statistics.miss(startNanos);
        }
    }

    protected final void countPut(CacheStatistics statistics, long startNanos) {
        if (put) {
            statistics.put(startNanos);
        }
    }

    protected final void countRemoval(CacheStatistics statistics, long startNanos) {
        if (removed) {
            statistics.removal(startNanos);
        }
    }
}
