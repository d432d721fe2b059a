package dev.larder.spring.entry;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What may be about to change, because a transaction that touched it is committing: whether the entry in the cache or
 * something newer is right, nobody can tell before the commit is over.
 *
 * <p>Who reads what is in doubt finds nothing, and what is loaded meanwhile is not stored. Nothing is written for it:
 * when the transaction was rolled back, the entries are as they were.
 *
 * <p>Safe from any thread.
 */
/*
 * A reader that begins after the commit can be seen finds the doubt, because it is entered before the commit. A load that
 * began earlier asks here while it holds its key, just before it stores. If it finds no doubt, it stores before whoever
 * enters the doubt later removes or replaces the entry, which takes holding the key; if it finds one, it stores nothing;
 * and if the doubt came and went meanwhile, the removal or replacement has made the load worthless.
 *
 * Two transactions that have one key in doubt at a time commit in an order that is not known here. Each stores its value as
 * a load that began when it entered its doubt, so what the first of them does to the entry makes the other's value
 * worthless, and the other removes the entry.
 */
public final class Doubts {
    /** How many doubts there are of any kind. */
    private final AtomicInteger count = new AtomicInteger();

    private final ConcurrentHashMap<Object, Integer> keys = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> tags = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> prefixes = new ConcurrentHashMap<>();
    private final AtomicInteger everything = new AtomicInteger();

    Doubts() {}

    /** Whether there is any. */
    boolean isEmpty() {
        return count.get() == 0;
    }

    /** A key is in doubt from now on. */
    public void enterKey(Object key) {
        enter(keys, key);
    }

    /** One of those who entered the key is through. */
    public void leaveKey(Object key) {
        leave(keys, key);
    }

    /** All entries with the tag are in doubt from now on. */
    public void enterTag(String tag) {
        enter(tags, tag);
    }

    /** One of those who entered the tag is through. */
    public void leaveTag(String tag) {
        leave(tags, tag);
    }

    /** All keys with the prefix are in doubt from now on. */
    public void enterPrefix(String prefix) {
        enter(prefixes, prefix);
    }

    /** One of those who entered the prefix is through. */
    public void leavePrefix(String prefix) {
        leave(prefixes, prefix);
    }

    /** The whole cache is in doubt from now on. */
    public void enterEverything() {
        count.incrementAndGet();
        everything.incrementAndGet();
    }

    /** One of those who entered the whole cache is through. */
    public void leaveEverything() {
        everything.decrementAndGet();
        count.decrementAndGet();
    }

    /** Whether the entry of a key, which carries these tags, is in doubt. */
    boolean cover(Object key, List<String> carried) {
        if (isEmpty()) {
            return false;
        }
        return everything.get() > 0
                || keys.containsKey(key)
                || isAnyTag(carried)
                || (key instanceof String text && isAnyPrefixOf(text));
    }

    /** Whether the entry of a key is in doubt, whose value is the given one or absent. */
    boolean coverStored(Object key, @Nullable Object stored) {
        return cover(key, Tagged.tagsOf(stored));
    }

    private boolean isAnyTag(List<String> carried) {
        for (String tag : carried) {
            if (tags.containsKey(tag)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnyPrefixOf(String key) {
        for (String prefix : prefixes.keySet()) {
            if (key.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private <T> void enter(ConcurrentHashMap<T, Integer> doubts, T what) {
        // First what may throw, as the hash code of a user's key may.
        doubts.merge(what, 1, Integer::sum);
        count.incrementAndGet();
    }

    private <T> void leave(ConcurrentHashMap<T, Integer> doubts, T what) {
        try {
            doubts.computeIfPresent(what, (same, owners) -> owners == 1 ? null : owners - 1);
        } finally {
            count.decrementAndGet();
        }
    }
}
