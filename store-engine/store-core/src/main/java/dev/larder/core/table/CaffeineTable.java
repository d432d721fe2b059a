package dev.larder.core.table;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with a capacity whose entries Caffeine holds, and evicts by window TinyLFU (Einziger, Friedman, Manes: "TinyLFU:
 * A Highly Efficient Cache Admission Policy", 2017).
 *
 * <p>Caffeine's own maintenance runs on the threads that read and write, so that the size is right when they are done. An
 * eviction is told from inside Caffeine's lock of the key, before the mapping is gone.
 */
public final class CaffeineTable<K, V> implements Table<K, V> {
    /** More than a keyspace can hold, for one that only the store's memory limits. */
    public static final long NO_CAPACITY = Long.MAX_VALUE - Integer.MAX_VALUE;

    private final Cache<K, Entry<K, V>> cache;
    private final Policy.Eviction<K, Entry<K, V>> eviction;

    private final boolean counts;

    /**
     * Creates an empty table.
     *
     * @param capacity the largest number of entries, or sum of their weights
     * @param counts whether entries are counted. Caffeine makes its sketch as large as a maximum size, but lets it grow
     *     with the entries under a maximum weight, which costs hits while it learns; so entries that all weigh the same
     *     are not weighed.
     * @param evictions is told of entries that Caffeine evicts
     */
    public CaffeineTable(long capacity, boolean counts, Evictions<K, V> evictions) {
        this.counts = counts;
        Caffeine<K, Entry<K, V>> builder = Caffeine.newBuilder()
                .executor(Runnable::run)
                .evictionListener((key, entry, cause) -> {
                    if (entry != null) {
                        evictions.evicting(entry);
                    }
                });
        cache = counts
                ? builder.maximumSize(capacity).build()
                : builder.maximumWeight(Math.min(capacity, NO_CAPACITY))
                        .weigher((K key, Entry<K, V> entry) -> entry.weight())
                        .build();
        eviction = cache.policy().eviction().orElseThrow();
    }

    @Override
    public @Nullable Entry<K, V> read(K key) {
        return cache.getIfPresent(key);
    }

    @Override
    public @Nullable Entry<K, V> find(K key) {
        return cache.policy().getIfPresentQuietly(key);
    }

    @Override
    public @Nullable Entry<K, V> putIfAbsent(Entry<K, V> entry) {
        return cache.asMap().putIfAbsent(entry.key(), entry);
    }

    @Override
    public boolean replace(Entry<K, V> entry, Entry<K, V> successor) {
        return cache.asMap().replace(entry.key(), entry, successor);
    }

    @Override
    public void remove(Entry<K, V> entry) {
        cache.asMap().remove(entry.key(), entry);
    }

    @Override
    public void recordRemoval(Entry<K, V> entry) {}

    @Override
    public void recordCreated(Entry<K, V> entry, boolean complete) {
        if (!complete && !counts) {
            // The place that was kept for it had no size yet.
            recordWrite(entry, entry.weight());
        }
    }

    @Override
    public void recordWrite(Entry<K, V> entry, int weightDelta) {
        if (weightDelta != 0 && !counts) {
            // Caffeine weighs an entry when it is written, so the same entry is written again.
            cache.asMap().replace(entry.key(), entry, entry);
        }
    }

    @Override
    public List<Entry<K, V>> victims(long weightToFree, int max) {
        return List.copyOf(eviction.coldest(max).values());
    }

    @Override
    public long excessWeight() {
        return 0;
    }

    @Override
    public boolean pinsEntries() {
        return !counts;
    }

    @Override
    public boolean tracksEntries() {
        return false;
    }

    @Override
    public long count() {
        return cache.estimatedSize();
    }

    @Override
    public Iterator<Entry<K, V>> iterator() {
        return cache.asMap().values().iterator();
    }

    @Override
    public void maintain() {
        cache.cleanUp();
    }
}
