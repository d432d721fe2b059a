package dev.larder.spring;

import dev.larder.spring.entry.Entries;
import dev.larder.spring.entry.NewValue;
import dev.larder.spring.entry.RefreshClaims;
import dev.larder.spring.transaction.CacheTransaction;
import dev.larder.spring.transaction.Overlay;
import dev.larder.store.Keyspace;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.SimpleValueWrapper;

/**
 * One cache of a {@link LarderCacheManager}. Values are handed out as they were put in: whoever changes one in place
 * changes it for all.
 *
 * <p>Where the cache follows transactions, a thread that is in one of Spring's sees what the transaction did so far, and
 * others see it once it committed. What Spring wants to happen at once ({@link #evictIfPresent}, {@link #invalidate})
 * happens at once for all, and again after the commit, since others may have loaded meanwhile what was there before.
 * Within a transaction that may write, a load is never shared with other threads, for what it finds may never be
 * committed; it is stored after the commit if nobody changed the key since it began. So {@code sync = true} loads once for
 * each of these; read-only transactions share their loads.
 *
 * <p>What a load reads is taken to be no older than its beginning. A transaction that goes on seeing the database as it was
 * when the transaction began may load what another replaced before the load began. Where the annotation or the definition
 * of a transaction says REPEATABLE READ or SERIALIZABLE, what it loads is for its own reads only. Where that is the
 * database's default and not said, no cache can tell.
 *
 * <p>Safe for use by any number of threads. Every method throws {@link dev.larder.store.StoreClosedException} once the
 * store is closed, and {@link NullPointerException} for a null key.
 */
public final class LarderCache implements Cache {
    private final Entries entries;
    private final SpringCacheSettings settings;
    private final CacheLoads loads;
    private final boolean transactional;
    private final boolean weighsEntries;
    private final ErrorReports errors;

    LarderCache(
            Entries entries,
            SpringCacheSettings settings,
            @Nullable RefreshClaims claims,
            boolean transactional,
            boolean weighsEntries,
            ErrorHandlers handlers) {
        this.entries = entries;
        this.settings = settings;
        this.transactional = transactional;
        this.weighsEntries = weighsEntries;
        errors = new ErrorReports(this, handlers);
        loads = new CacheLoads(this, entries, claims, errors);
    }

    @Override
    public String getName() {
        return entries.rules().cacheName();
    }

    /** The same as {@link #keyspace}. */
    @Override
    public Object getNativeCache() {
        return entries.keyspace();
    }

    /**
     * The entries as they stand in the engine, for figures and events. Null and values with tags stand there wrapped, and
     * what is written there passes by tags and transactions.
     */
    public Keyspace<Object, Object> keyspace() {
        return entries.keyspace();
    }

    /** The settings the cache was made with, all defaults filled in. */
    public SpringCacheSettings settings() {
        return settings;
    }

    /** Whether the bytes of entries are counted: because of the cache's own settings, or of a limit of the store. */
    public boolean weighsEntries() {
        return weighsEntries;
    }

    /** Whether a transaction makes readers look twice, for tests. */
    boolean needsCare() {
        return entries.needCare();
    }

    /** The loads of what is missing here. */
    CacheLoads loads() {
        return loads;
    }

    /** Whether null is a value here. */
    boolean cachesNull() {
        return entries.rules().nullValues();
    }

    // ---- reading ----

    @Override
    public @Nullable ValueWrapper get(Object key) {
        requireKey(key);
        if (entries.needCare()) {
            return getWithCare(key);
        }
        Object stored = entries.read(key);
        return stored == null ? null : new SimpleValueWrapper(Entries.plain(stored));
    }

    private @Nullable ValueWrapper getWithCare(Object key) {
        Object stored = entries.read(key);
        Overlay overlay = overlay();
        Object own = overlay == null ? null : overlay.find(key, stored);
        if (own != null) {
            return own instanceof NewValue value ? new SimpleValueWrapper(value.value()) : null;
        }
        Object undoubted = entries.undoubted(key, stored);
        return undoubted == null ? null : new SimpleValueWrapper(Entries.plain(undoubted));
    }

    @Override
    @SuppressWarnings("unchecked") // the caller who gives no type claims it
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        ValueWrapper found = get(key);
        Object value = found == null ? null : found.get();
        if (value != null && type != null && !type.isInstance(value)) {
            throw new IllegalStateException("Cache '" + getName() + "' has a value of " + value.getClass()
                    + " for key '" + key + "', which is not of the required " + type + ".");
        }
        return (T) value;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The loader is called once for a key at a time, however many threads ask; all get its value, or its exception. Near
     * the end of an entry's lifetime, where refresh-ahead is set, it is called in the background, while the old value is
     * returned.
     */
    @Override
    @SuppressWarnings("unchecked") // the loader's type is the caller's claim
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        return (T) loads.load(key, () -> NewValue.of(valueLoader.call()), valueLoader);
    }

    @Override
    public @Nullable CompletableFuture<?> retrieve(Object key) {
        ValueWrapper found = get(key);
        return found == null ? null : CompletableFuture.completedFuture(found);
    }

    /**
     * {@inheritDoc}
     *
     * <p>As {@link #get(Object, Callable)}, without holding a thread. Within a transaction that may write, what was loaded
     * is not stored.
     */
    @Override
    @SuppressWarnings("unchecked") // the loader's type is the caller's claim
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
        return (CompletableFuture<T>)
                loads.loadAsync(key, () -> valueLoader.get().thenApply(NewValue::of));
    }

    // ---- writing ----

    @Override
    public void put(Object key, @Nullable Object value) {
        putNew(key, NewValue.of(value));
    }

    /**
     * Puts a value that lives as long as said, whatever the cache's settings are.
     *
     * @param timeToLive at least one millisecond
     * @throws IllegalArgumentException if it is less, or the value is null and the cache's {@code null-values} is false
     */
    public void put(Object key, @Nullable Object value, Duration timeToLive) {
        putNew(key, new NewValue(value, timeToLive, List.of()));
    }

    /**
     * Puts a value that can be removed by any of the tags.
     *
     * @param timeToLive at least one millisecond; null for as long as the settings say
     * @throws IllegalArgumentException if it is less, or the value is null and the cache's {@code null-values} is false
     */
    public void put(Object key, @Nullable Object value, @Nullable Duration timeToLive, Collection<String> tags) {
        putNew(key, new NewValue(value, timeToLive, List.copyOf(new LinkedHashSet<>(tags))));
    }

    void putNew(Object key, NewValue value) {
        requireKey(key);
        Overlay overlay = writableOverlay();
        if (overlay != null) {
            overlay.put(key, value);
        } else {
            entries.put(key, value);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Within a transaction, what it sees decides, and others see the value after the commit.
     */
    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        requireKey(key);
        Overlay overlay = writableOverlay();
        if (overlay != null) {
            ValueWrapper found = get(key);
            if (found == null) {
                overlay.put(key, NewValue.of(value));
            }
            return found;
        }
        Object stored = entries.putIfAbsent(key, NewValue.of(value));
        return stored == null ? null : new SimpleValueWrapper(Entries.plain(stored));
    }

    @Override
    public void evict(Object key) {
        requireKey(key);
        Overlay overlay = writableOverlay();
        if (overlay != null) {
            overlay.evict(key);
        } else {
            entries.remove(key);
        }
    }

    @Override
    public boolean evictIfPresent(Object key) {
        requireKey(key);
        Overlay overlay = writableOverlay();
        if (overlay == null) {
            return entries.remove(key);
        }
        boolean seen = get(key) != null;
        overlay.evict(key);
        return entries.remove(key) || seen;
    }

    @Override
    public void clear() {
        Overlay overlay = writableOverlay();
        if (overlay != null) {
            overlay.clear();
        } else {
            entries.clear();
        }
    }

    @Override
    public boolean invalidate() {
        Overlay overlay = writableOverlay();
        if (overlay != null) {
            overlay.clear();
        }
        return entries.clear();
    }

    /**
     * Removes every entry that carries one of the tags. A load in flight whose value carries one, and that began before
     * this call, is not stored. Costs as much as there are entries to remove.
     *
     * @return how many were removed; within a transaction, how many would be if it committed now
     */
    public long evictByTag(String... tags) {
        return evictByTag(new LinkedHashSet<>(List.of(tags)), false);
    }

    /** The same, at once for all even within a transaction if so wanted. */
    long evictByTag(Set<String> tags, boolean immediate) {
        Overlay overlay = writableOverlay();
        if (overlay != null) {
            overlay.evictByTag(tags);
        }
        return overlay == null || immediate ? entries.evictByTag(tags) : entries.countTagged(tags);
    }

    /**
     * Removes every entry whose key is a string that begins like this. A load in flight of such a key is not stored. Costs
     * as much as there are entries to remove where the cache's {@code prefix-index} is true; elsewhere it looks at all.
     *
     * @return how many were removed; within a transaction, how many would be if it committed now
     */
    public long evictByPrefix(String prefix) {
        Objects.requireNonNull(prefix, "a prefix must not be null");
        Overlay overlay = writableOverlay();
        if (overlay == null) {
            return entries.evictByPrefix(prefix);
        }
        overlay.evictByPrefix(prefix);
        return entries.keysStartingWith(prefix).size();
    }

    /** At the door: a transaction would find out at its commit only. */
    void requireKey(Object key) {
        if (key == null) {
            throw new NullPointerException(
                    "Cache '" + getName() + "' was given null as a key. A key of a method without"
                            + " arguments is SimpleKey.EMPTY; an expression for a key must give a value.");
        }
    }

    // ---- transactions ----

    /** What the transaction that this thread is in did here; null if nothing. */
    @Nullable Overlay overlay() {
        CacheTransaction transaction = transactional ? CacheTransaction.current() : null;
        return transaction == null ? null : transaction.find(entries);
    }

    /** Whether this thread is in a transaction that the cache follows. */
    boolean isInTransaction() {
        return transactional && CacheTransaction.isActive();
    }

    private @Nullable Overlay writableOverlay() {
        CacheTransaction transaction = transactional ? CacheTransaction.follow() : null;
        return transaction == null ? null : transaction.overlay(entries, errors);
    }

    @Override
    public String toString() {
        return "LarderCache '" + getName() + "'";
    }
}
