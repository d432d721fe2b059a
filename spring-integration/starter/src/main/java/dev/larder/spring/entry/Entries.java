package dev.larder.spring.entry;

import dev.larder.store.CapacityExceededException;
import dev.larder.store.Change;
import dev.larder.store.Decision;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.StoreException;
import dev.larder.store.Subscription.Delivery;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache as all threads share them: read, written, removed by key, tag and prefix. Transactions are not
 * known here; they come with what they did once they are over, and enter {@link #doubts} before.
 *
 * <p>A cache whose entries have no tags and whose settings ask for no sorted keys has no index, and pays for none.
 *
 * <p>Safe from any thread.
 */
/*
 * Tags. A load is not stored if one of its tags was evicted since it began, though nobody can tell the tags of a load while
 * it runs. The load takes a tick when it begins. To store, it holds its key, adds the key to the index, and only then asks
 * whether one of the tags was evicted after its tick. Whoever evicts a tag stamps it first, and only then reads the index.
 * If the load asks before the stamp, its key is in the index when that is read, and its entry is removed once the load has
 * let go of the key. If it asks after the stamp, it is refused. Asked the other way round, before the key is in the index,
 * both could pass each other.
 *
 * Prefixes. Keys are known while their loads run, so the engine is told to abandon these, and tells their keys by asking
 * for each. A load that had just begun to store is among them until it has; its key is removed, which waits for it.
 */
public final class Entries {
    private static final System.Logger LOG = System.getLogger(Entries.class.getName());

    private final Keyspace<Object, Object> keyspace;
    private final ValueRules rules;
    private final Doubts doubts = new Doubts();
    private final AtomicInteger overlays = new AtomicInteger();
    private final AtomicBoolean refusalTold = new AtomicBoolean();
    private volatile @Nullable EntryIndex index;
    /** Completes when what was on disk can be found by tag and prefix; null where nothing is. */
    private final @Nullable CompletableFuture<?> indexed;

    /** The entries of a keyspace that nobody else writes to. */
    public Entries(Keyspace<Object, Object> keyspace, ValueRules rules, boolean prefixIndex) {
        this.keyspace = keyspace;
        this.rules = rules;
        index = prefixIndex ? createIndex(true) : null;
        indexed = keyspace.config().persistence().mode() == Mode.NONE
                ? null
                : keyspace.restored()
                        .thenAccept(report -> indexRestored())
                        .exceptionally(unreadable -> null)
                        .toCompletableFuture();
    }

    /** The keyspace, which holds some values wrapped. */
    public Keyspace<Object, Object> keyspace() {
        return keyspace;
    }

    /** How values stand in the keyspace. */
    public ValueRules rules() {
        return rules;
    }

    /** What committing transactions have in doubt. */
    public Doubts doubts() {
        return doubts;
    }

    /** Whether a reader must ask for doubts, and for what its transaction sees. */
    public boolean needCare() {
        return overlays.get() != 0 || !doubts.isEmpty();
    }

    /** A transaction sees these entries otherwise than others do, from now on. */
    public void enterOverlay() {
        overlays.incrementAndGet();
    }

    /** One of these transactions is over. */
    public void leaveOverlay() {
        overlays.decrementAndGet();
    }

    // ---- reading ----

    /** The value as it stands in the keyspace, or null. */
    public @Nullable Object read(Object key) {
        return keyspace.getIfPresent(key);
    }

    /** The same, without counting as a read. */
    public @Nullable Object peek(Object key) {
        return keyspace.view(key).value();
    }

    /**
     * What a reader may be given who found a value: that one, a newer one, or null for what is in doubt or gone.
     *
     * @param found as it stands in the keyspace, or null
     */
    public @Nullable Object undoubted(Object key, @Nullable Object found) {
        Object stored = found;
        while (stored != null) {
            if (isInDoubt(key, stored)) {
                return null;
            }
            // A doubt may have ended between the reading and the question; the entry was then removed or replaced.
            Object again = peek(key);
            if (again == stored) {
                return stored;
            }
            stored = again;
        }
        return null;
    }

    /** The user's value of one that stands in the keyspace. */
    public static @Nullable Object plain(Object stored) {
        return ValueRules.plain(stored);
    }

    /** Whether the entry of a key is in doubt, whose value is the given one or absent. */
    public boolean isInDoubt(Object key, @Nullable Object stored) {
        return doubts.coverStored(key, stored);
    }

    /** Whether a value as it stands in the keyspace carries one of the tags. */
    public static boolean carriesAny(Object stored, Collection<String> tags) {
        for (String tag : Tagged.tagsOf(stored)) {
            if (tags.contains(tag)) {
                return true;
            }
        }
        return false;
    }

    // ---- writing ----

    /** Puts a value, whatever was there. One that is too large leaves the key without an entry. */
    public void put(Object key, NewValue value) {
        EntryIndex current = indexFor(value);
        try {
            if (current == null && value.timeToLive() == null && value.value() != null) {
                keyspace.put(key, value.value());
            } else {
                keyspace.run(key, new PutValue(rules, current, key, value, false));
            }
        } catch (EntryTooLargeException | CapacityExceededException refused) {
            refuse(key, value, refused);
        }
    }

    /**
     * Puts a value if there is none; returns the one that was there, as it stands in the keyspace, or null. What is in
     * doubt is as if it were absent, and nothing is put in its place.
     */
    public @Nullable Object putIfAbsent(Object key, NewValue value) {
        rules.requireValue(key, value);
        try {
            while (true) {
                boolean care = needCare();
                if (care && (isInDoubt(key, peek(key)) || doubts.cover(key, value.tags()))) {
                    return null;
                }
                Object found = keyspace.run(key, new PutValue(rules, indexFor(value), key, value, true));
                if (found == null || !care) {
                    return found;
                }
                Object undoubted = undoubted(key, found);
                if (undoubted != null || isInDoubt(key, found)) {
                    return undoubted;
                }
            }
        } catch (EntryTooLargeException | CapacityExceededException refused) {
            refuse(key, value, refused);
            return null;
        }
    }

    /** Removes an entry; returns whether there was one. Loads in flight of the key are not stored. */
    public boolean remove(Object key) {
        EntryIndex current = index;
        return current == null ? keyspace.remove(key) : remove(key, null, current);
    }

    private boolean remove(Object key, @Nullable String tag, EntryIndex current) {
        return Boolean.TRUE.equals(keyspace.run(key, new RemoveValue(current, key, tag)));
    }

    /** Removes all entries; returns whether there were any. */
    public boolean clear() {
        boolean any = keyspace.size() > 0;
        keyspace.clear();
        EntryIndex current = index;
        if (current != null) {
            current.forEach((key, tags) -> keyspace.run(key, new Settle(current, tags)));
        }
        return any;
    }

    /** Removes all entries but those of some keys, and lets loads of other keys not be stored. */
    public void clearExcept(Set<Object> keys) {
        removeLoading(key -> !keys.contains(key));
        for (Iterator<Map.Entry<Object, EntryView<Object>>> all = keyspace.iterator(); all.hasNext(); ) {
            Object key = all.next().getKey();
            if (!keys.contains(key)) {
                remove(key);
            }
        }
    }

    /** Removes the entries that carry one of the tags; returns how many. Costs as much as there are. */
    public long evictByTag(Collection<String> tags) {
        awaitIndexed();
        EntryIndex current = requireIndex();
        tags.forEach(current.tags()::stampEvicted);
        long removed = 0;
        for (String tag : tags) {
            for (Object key : current.tags().keysOf(tag)) {
                if (remove(key, tag, current)) {
                    removed++;
                } else {
                    // The entry is gone or carries the tag no more; nobody else may come to take the key out.
                    keyspace.run(key, new Settle(current, List.of(tag)));
                }
            }
        }
        return removed;
    }

    /** How many entries carry one of the tags, or a few more. */
    public long countTagged(Collection<String> tags) {
        awaitIndexed();
        EntryIndex current = index;
        return current == null
                ? 0
                : tags.stream()
                        .flatMap(tag -> current.tags().keysOf(tag).stream())
                        .distinct()
                        .count();
    }

    /**
     * Removes the entries whose keys are strings that begin like this; returns how many. Costs as much as there are with a
     * sorted index, else as much as the cache has entries.
     */
    public long evictByPrefix(String prefix) {
        long removed = removeLoading(key -> key instanceof String text && text.startsWith(prefix));
        for (Object key : keysStartingWith(prefix)) {
            removed += remove(key) ? 1 : 0;
        }
        return removed;
    }

    /** The keys that are strings and begin like this. */
    public List<Object> keysStartingWith(String prefix) {
        awaitIndexed();
        EntryIndex current = index;
        if (current != null && current.hasPrefixes()) {
            return current.keysStartingWith(prefix);
        }
        List<Object> found = new ArrayList<>();
        keyspace.iterator().forEachRemaining(entry -> {
            if (entry.getKey() instanceof String text && text.startsWith(prefix)) {
                found.add(text);
            }
        });
        return found;
    }

    /** Abandons loads, and removes what those of them store that have just begun to. */
    private long removeLoading(Predicate<Object> keys) {
        List<Object> loading = new ArrayList<>();
        keyspace.abandonLoads(key -> keys.test(key) && loading.add(key));
        long removed = 0;
        for (Object key : loading) {
            removed += remove(key) ? 1 : 0;
        }
        return removed;
    }

    // ---- loading ----

    /** Begins a load that the caller does on its own. Begin first, then look again, then read the source. */
    public OwnLoad beginLoad(Object key) {
        return new OwnLoad(this, keyspace.beginLoad(key), tick());
    }

    /** What loads take when they begin. */
    long tick() {
        EntryIndex current = index;
        return current == null ? 0 : current.tags().now();
    }

    /** Whether a value that a load found, begun at the tick, is too old by now for one of its tags. */
    boolean isOutdated(long tick, NewValue value) {
        EntryIndex current = index;
        return current != null && current.tags().wasEvictedSince(tick, value.tags());
    }

    /** How a loaded value is stored, asked while its key is held; see the comment at the top. */
    Decision<Object> decideLoaded(
            Object key, NewValue value, long tick, boolean mindDoubts, EntryView<Object> entry, long nowMillis) {
        if (mindDoubts && doubts.cover(key, value.tags())) {
            return Decision.keep();
        }
        Decision<Object> put = rules.put(key, value, nowMillis);
        EntryIndex current = indexFor(value);
        if (current != null) {
            current.add(key, value.tags());
            if (current.tags().wasEvictedSince(tick, value.tags())) {
                current.settle(key, value.tags(), entry.value());
                return Decision.keep();
            }
            settleLater(key, entry.value(), value, current);
        }
        return put;
    }

    /** The value that a load replaces, ageing or expired, may have carried other tags. */
    private void settleLater(Object key, @Nullable Object replaced, NewValue value, EntryIndex current) {
        if (!value.tags().containsAll(Tagged.tagsOf(replaced))) {
            keyspace.async().run(key, new Settle(current, Tagged.tagsOf(replaced)));
        }
    }

    /** A value could not be stored for its size: there is no entry then, and one warning. */
    void refuse(Object key, NewValue value, StoreException refused) {
        remove(key);
        EntryIndex current = index;
        if (current != null) {
            keyspace.run(key, new Settle(current, value.tags()));
        }
        if (refusalTold.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Cache ''{0}'' did not cache the value of key ''{1}'': {2} This is said once; its statistics go on.",
                    rules.cacheName(),
                    key,
                    refused.getMessage());
        }
    }

    // ---- the index ----

    private @Nullable EntryIndex indexFor(NewValue value) {
        return value.tags().isEmpty() ? index : requireIndex();
    }

    /** The index is not on disk; what is there says by itself what belongs into it. */
    private void indexRestored() {
        keyspace.iterator().forEachRemaining(entry -> {
            EntryIndex current = entry.getValue().value() instanceof Tagged ? requireIndex() : index;
            if (current != null) {
                keyspace.run(entry.getKey(), new Reindex(current));
            }
        });
    }

    private void awaitIndexed() {
        if (indexed != null) {
            indexed.join();
        }
    }

    private EntryIndex requireIndex() {
        EntryIndex current = index;
        return current != null ? current : addIndex();
    }

    private synchronized EntryIndex addIndex() {
        EntryIndex current = index;
        if (current == null) {
            current = createIndex(false);
            index = current;
        }
        return current;
    }

    private EntryIndex createIndex(boolean byPrefix) {
        EntryIndex created = new EntryIndex(byPrefix);
        keyspace.subscribe(
                Set.of(Change.Kind.EVICTED, Change.Kind.EXPIRED),
                Delivery.ASYNCHRONOUS,
                change -> keyspace.run(change.key(), new Settle(created, Tagged.tagsOf(change.value()))));
        return created;
    }

    /** The index, for tests. */
    @Nullable EntryIndex index() {
        return index;
    }
}
