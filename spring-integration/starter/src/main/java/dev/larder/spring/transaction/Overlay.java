package dev.larder.spring.transaction;

import dev.larder.spring.entry.Entries;
import dev.larder.spring.entry.NewValue;
import dev.larder.spring.entry.OwnLoad;
import dev.larder.store.StoreClosedException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction did to one cache, seen by its own reads only.
 *
 * <p><b>Threads:</b> the transaction's, one at a time. The life cycle is {@link #enterDoubt}, which may be left out, and
 * then either {@link #publish} or {@link #discard}.
 */
/*
 * A value that the transaction put is new to all; one that it loaded may be old to others by the time of the commit, and is
 * stored only if its load is still worth it then. If the transaction evicted the key before it loaded, entering the doubt
 * asks whether the load is worth storing and begins another in its place, in this order: first the new one, then the
 * question; so no change falls between the two. From then on the value is like one that was put.
 *
 * A put, too, is published through a load, begun when the doubt is entered. Whoever changes the key between then and the
 * end of the commit, without a transaction, did so in an order that is not known; the load is then not worth storing, and
 * the entry is removed.
 *
 * Where tags, a prefix or everything was evicted, what was put afterwards is published if its load survived that; removing
 * by tag makes it not survive if it carries the tag. An entry too few is only loaded again.
 */
public final class Overlay {
    /** Says that the transaction sees no value, though others may. */
    public static final Object ABSENT = new Object();

    /** How many keys a transaction may have touched and still keep what it loads. */
    private static final int MANY_KEYS = 10_000;

    private final Entries entries;
    private final CacheErrors errors;
    private final Map<Object, Written> written = new LinkedHashMap<>();
    private final Set<String> evictedTags = new LinkedHashSet<>();
    private final Set<String> evictedPrefixes = new LinkedHashSet<>();
    private final boolean seesThePast;
    private boolean cleared;
    private boolean inDoubt;

    /** What became of one key: evicted if there is no value. */
    private static final class Written {
        final @Nullable NewValue value;
        /** Of a value that was loaded and not put. */
        @Nullable OwnLoad load;
        /** Whether others must not see the entry that was there. */
        final boolean changed;
        /** Whether others may be given the value. */
        final boolean forAll;
        /** Whether the key is in doubt for its sake. */
        boolean inDoubt;

        Written(@Nullable NewValue value, @Nullable OwnLoad load, boolean changed, boolean forAll) {
            this.value = value;
            this.load = load;
            this.changed = changed;
            this.forAll = forAll;
        }
    }

    /** @param seesThePast whether what the transaction loads is for its own reads only */
    Overlay(Entries entries, CacheErrors errors, boolean seesThePast) {
        this.entries = entries;
        this.errors = errors;
        this.seesThePast = seesThePast;
        entries.enterOverlay();
    }

    // ---- what the transaction sees ----

    /**
     * What the transaction itself made of a key: the value as {@link NewValue}, {@link #ABSENT}, or null if it sees what
     * others see.
     *
     * @param stored the value as others see it, as it stands in the keyspace; null if it is absent
     */
    public @Nullable Object find(Object key, @Nullable Object stored) {
        Written own = written.get(key);
        if (own != null) {
            return own.value == null ? ABSENT : own.value;
        }
        boolean evicted = cleared
                || startsWithEvicted(key)
                || (stored != null && !evictedTags.isEmpty() && Entries.carriesAny(stored, evictedTags));
        return evicted ? ABSENT : null;
    }

    /** Whether the transaction wrote or evicted anything here, so that a load of a key may be about what only it knows. */
    public boolean isEmpty() {
        return !cleared && written.isEmpty() && evictedTags.isEmpty() && evictedPrefixes.isEmpty();
    }

    private boolean startsWithEvicted(Object key) {
        return key instanceof String text && evictedPrefixes.stream().anyMatch(text::startsWith);
    }

    // ---- what the transaction does ----

    /** Puts a value. */
    public void put(Object key, NewValue value) {
        entries.rules().requireValue(key, value);
        write(key, new Written(value, null, true, true));
    }

    /** Keeps a value that the transaction loaded, unless it has so many already that one long batch would fill the heap. */
    public void loaded(OwnLoad load, NewValue value) {
        entries.rules().requireValue(load.key(), value);
        Written before = written.get(load.key());
        if (before == null && written.size() >= MANY_KEYS) {
            return;
        }
        boolean changed =
                before == null ? cleared || !evictedTags.isEmpty() || startsWithEvicted(load.key()) : before.changed;
        write(load.key(), new Written(value, load, changed, !seesThePast));
    }

    /** Evicts a key. */
    public void evict(Object key) {
        write(key, new Written(null, null, true, true));
    }

    private void write(Object key, Written now) {
        Written before = written.put(key, now);
        if (inDoubt) {
            if (before != null) {
                leaveDoubt(key, before);
            }
            enterDoubt(key, now);
        }
    }

    /** Evicts everything. */
    public void clear() {
        if (inDoubt) {
            leaveDoubt();
        }
        written.clear();
        evictedTags.clear();
        evictedPrefixes.clear();
        cleared = true;
        if (inDoubt) {
            enterDoubt();
        }
    }

    /** Evicts what carries one of the tags. */
    public void evictByTag(Collection<String> tags) {
        for (Map.Entry<Object, Written> entry : written.entrySet()) {
            NewValue value = entry.getValue().value;
            if (value != null && value.tags().stream().anyMatch(tags::contains)) {
                evict(entry.getKey());
            }
        }
        for (String tag : tags) {
            if (evictedTags.add(tag) && inDoubt) {
                entries.doubts().enterTag(tag);
            }
        }
    }

    /** Evicts what begins like this. */
    public void evictByPrefix(String prefix) {
        for (Object key : written.keySet()) {
            if (key instanceof String text && text.startsWith(prefix)) {
                evict(key);
            }
        }
        if (evictedPrefixes.add(prefix) && inDoubt) {
            entries.doubts().enterPrefix(prefix);
        }
    }

    /** Work was undone that may have led to any of the values: all that is left of them is that they changed. */
    void undone() {
        for (Map.Entry<Object, Written> entry : written.entrySet()) {
            if (entry.getValue().value != null) {
                evict(entry.getKey());
            }
        }
    }

    // ---- the commit ----

    /** Lets nobody see what the transaction changed, before the commit can be seen. */
    void enterDoubt() {
        inDoubt = true;
        if (cleared) {
            entries.doubts().enterEverything();
        }
        evictedTags.forEach(entries.doubts()::enterTag);
        evictedPrefixes.forEach(entries.doubts()::enterPrefix);
        written.forEach((key, now) -> {
            try {
                enterDoubt(key, now);
            } catch (Throwable failure) {
                errors.evictFailed(asException(failure), key);
            }
        });
    }

    private void enterDoubt(Object key, Written now) {
        if (!now.changed) {
            return;
        }
        entries.doubts().enterKey(key);
        now.inDoubt = true;
        if (now.value != null && now.forAll) {
            OwnLoad begun = tryBegin(key);
            boolean current = now.load == null || now.load.isWorthStoring(now.value);
            now.load = current ? begun : null;
        }
    }

    private @Nullable OwnLoad tryBegin(Object key) {
        try {
            return entries.beginLoad(key);
        } catch (StoreClosedException toldWhenPublished) {
            return null;
        }
    }

    private void leaveDoubt() {
        written.forEach((key, now) -> {
            try {
                leaveDoubt(key, now);
            } catch (Throwable failure) {
                errors.evictFailed(asException(failure), key);
            }
        });
        evictedPrefixes.forEach(entries.doubts()::leavePrefix);
        evictedTags.forEach(entries.doubts()::leaveTag);
        if (cleared) {
            entries.doubts().leaveEverything();
        }
    }

    private void leaveDoubt(Object key, Written now) {
        if (now.inDoubt) {
            now.inDoubt = false;
            entries.doubts().leaveKey(key);
        }
    }

    /** The transaction was committed: does to the cache what it did, and tells what fails. */
    void publish(boolean certain) {
        try {
            publishRemovals();
            written.forEach((key, now) -> publish(key, now, certain));
        } finally {
            discard();
        }
    }

    private void publishRemovals() {
        if (cleared) {
            attempt(this::clearAllButWritten, entries::clear);
        }
        if (!evictedTags.isEmpty()) {
            attempt(() -> entries.evictByTag(evictedTags), entries::clear);
        }
        for (String prefix : evictedPrefixes) {
            attempt(() -> entries.evictByPrefix(prefix), entries::clear);
        }
    }

    /** Removes, or if that fails, removes what takes looking at no key; tells what failed. */
    private void attempt(Runnable removal, Runnable moreThanThat) {
        try {
            removal.run();
        } catch (Throwable failure) {
            tell(failure);
            try {
                moreThanThat.run();
            } catch (Throwable again) {
                if (!(again instanceof StoreClosedException)) {
                    tell(again);
                }
            }
        }
    }

    /** Tells that the cache may not be as the transaction left it. */
    void tell(Throwable failure) {
        errors.clearFailed(asException(failure));
    }

    private static RuntimeException asException(Throwable failure) {
        return failure instanceof RuntimeException exception
                ? exception
                : new IllegalStateException("The cache could not follow the transaction: " + failure, failure);
    }

    private void clearAllButWritten() {
        Set<Object> kept = new HashSet<>();
        written.forEach((key, now) -> {
            if (now.value != null) {
                kept.add(key);
            }
        });
        if (kept.isEmpty()) {
            entries.clear();
        } else {
            entries.clearExcept(kept);
        }
    }

    private void publish(Object key, Written now, boolean certain) {
        NewValue value = certain && now.forAll ? now.value : null;
        OwnLoad load = now.load;
        try {
            boolean stored = false;
            if (value != null && load != null) {
                stored = now.changed ? load.storeOwnDoubt(value) : load.store(value);
            }
            if (!stored && now.changed) {
                entries.remove(key);
            }
        } catch (Throwable failure) {
            if (value != null) {
                errors.putFailed(asException(failure), key, value.value());
            } else {
                errors.evictFailed(asException(failure), key);
            }
        }
    }

    /** The transaction is over: the cache is as others see it. */
    void discard() {
        try {
            if (inDoubt) {
                inDoubt = false;
                leaveDoubt();
            }
        } finally {
            entries.leaveOverlay();
        }
    }
}
