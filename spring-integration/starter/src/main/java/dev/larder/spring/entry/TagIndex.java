package dev.larder.spring.entry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiConsumer;

/**
 * The keys of each tag, and when each tag was last evicted.
 *
 * <p>When is a tick of a counter, not a time. Ticks are kept for groups of tags that share a hash, so that a tag evicted
 * once costs no memory for ever; a load that is refused for another tag's sake is only done once more.
 *
 * <p>Safe from any thread. The keys of a tag are changed inside the map's atomic operations only.
 */
final class TagIndex {
    private static final int GROUPS = 1024;
    private static final int FEW_KEYS = 4;

    private final ConcurrentHashMap<String, Set<Object>> keysByTag = new ConcurrentHashMap<>();
    private final AtomicLong ticks = new AtomicLong();
    private final AtomicLongArray evictedAt = new AtomicLongArray(GROUPS);

    void add(Object key, List<String> tags) {
        for (String tag : tags) {
            keysByTag.compute(tag, (same, keys) -> {
                Set<Object> all = keys == null ? new HashSet<>(FEW_KEYS) : keys;
                all.add(key);
                return all;
            });
        }
    }

    void remove(Object key, String tag) {
        keysByTag.computeIfPresent(tag, (same, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
    }

    /** The keys of a tag now. */
    List<Object> keysOf(String tag) {
        List<Object> found = new ArrayList<>();
        keysByTag.computeIfPresent(tag, (same, keys) -> {
            found.addAll(keys);
            return keys;
        });
        return found;
    }

    /** Every tag with every key of it, each as it was at some moment of the call. */
    void forEach(BiConsumer<String, Object> action) {
        for (String tag : keysByTag.keySet()) {
            keysOf(tag).forEach(key -> action.accept(tag, key));
        }
    }

    /** The tick of now, which a load takes when it begins. */
    long now() {
        return ticks.get();
    }

    /** Says that a tag is being evicted: loads that took their tick before are refused from now on. */
    void stampEvicted(String tag) {
        long tick = ticks.incrementAndGet();
        evictedAt.accumulateAndGet(group(tag), tick, Math::max);
    }

    /** Whether one of the tags was evicted after the tick. */
    boolean wasEvictedSince(long tick, List<String> tags) {
        for (String tag : tags) {
            if (evictedAt.get(group(tag)) > tick) {
                return true;
            }
        }
        return false;
    }

    private static int group(String tag) {
        int hash = tag.hashCode();
        return (hash ^ (hash >>> 16)) & (GROUPS - 1);
    }
}
