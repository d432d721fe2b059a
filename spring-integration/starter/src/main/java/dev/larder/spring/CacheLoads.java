package dev.larder.spring;

import dev.larder.spring.entry.Entries;
import dev.larder.spring.entry.NewValue;
import dev.larder.spring.entry.OwnLoad;
import dev.larder.spring.entry.RefreshClaims;
import dev.larder.spring.entry.SharedLoads;
import dev.larder.spring.transaction.CacheTransaction;
import dev.larder.spring.transaction.Overlay;
import dev.larder.store.LoadFailedException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.Cache.ValueWrapper;
import org.springframework.cache.support.SimpleValueWrapper;

/**
 * The loads of what a cache does not have: shared by all who miss the same key, or a caller's own, as what plain
 * {@code @Cacheable} methods return is, and whatever belongs to a transaction.
 *
 * <p>Safe from any thread.
 */
final class CacheLoads {
    private final LarderCache cache;
    private final Entries entries;
    private final SharedLoads shared;
    private final @Nullable RefreshClaims claims;
    private final ErrorReports errors;

    CacheLoads(LarderCache cache, Entries entries, @Nullable RefreshClaims claims, ErrorReports errors) {
        this.cache = cache;
        this.entries = entries;
        this.claims = claims;
        this.errors = errors;
        shared = new SharedLoads(entries);
    }

    /** The value, loaded with all that is said of it if need be. */
    @Nullable Object load(Object key, Callable<NewValue> source, Callable<?> valueLoader) {
        cache.requireKey(key);
        Callable<NewValue> checked = () -> {
            NewValue value = source.call();
            entries.rules().requireValue(key, value);
            return value;
        };
        try {
            return loadsAlone() ? loadAlone(key, checked) : shared.get(key, checked);
        } catch (LoadFailedException failed) {
            throw new ValueRetrievalException(key, valueLoader, failed.getCause());
        }
    }

    private @Nullable Object loadAlone(Object key, Callable<NewValue> source) {
        ValueWrapper found = cache.get(key);
        if (found != null) {
            return found.get();
        }
        CacheTransaction transaction = transaction();
        OwnLoad load = begin(key);
        NewValue value = SharedLoads.alone(key, source);
        store(load, transaction, value);
        return value.value();
    }

    /** The value, loaded with all that is said of it if need be. */
    CompletableFuture<@Nullable Object> loadAsync(Object key, Supplier<CompletableFuture<NewValue>> source) {
        cache.requireKey(key);
        Supplier<CompletableFuture<NewValue>> checked = () -> source.get().thenApply(value -> {
            entries.rules().requireValue(key, value);
            return value;
        });
        if (!loadsAlone()) {
            return shared.getAsync(key, checked);
        }
        ValueWrapper found = cache.get(key);
        return found != null ? CompletableFuture.completedFuture(found.get()) : SharedLoads.aloneAsync(checked);
    }

    /** Whether what this thread loads may be about what its transaction alone knows. */
    private boolean loadsAlone() {
        if (!cache.isInTransaction()) {
            return false;
        }
        Overlay overlay = cache.overlay();
        return !CacheTransaction.isReadOnly()
                || CacheTransaction.seesThePast()
                || (overlay != null && !overlay.isEmpty());
    }

    // ---- loads that callers do on their own ----

    /** Whether a value was found that is near the end of its lifetime, and the caller is the one to load it anew. */
    boolean isToBeRenewed(Object key) {
        return claims != null && claims.tryClaim(key);
    }

    /** Begins a load that the caller does on its own, to be ended by {@link #store}. */
    OwnLoad begin(Object key) {
        return entries.beginLoad(key);
    }

    /** Whether a load that begins now belongs to the transaction that this thread is in; then that, else null. */
    @Nullable CacheTransaction transaction() {
        return loadsAlone() ? CacheTransaction.follow() : null;
    }

    /** Looks again, once a load has begun, whether there is a value by now; not for loads of transactions. */
    @Nullable ValueWrapper peek(Object key) {
        Object stored = entries.undoubted(key, entries.peek(key));
        return stored == null ? null : new SimpleValueWrapper(Entries.plain(stored));
    }

    /**
     * Stores what was loaded: for all, or for the transaction that the load belongs to. If this thread is not in that
     * transaction, since a stage of an asynchronous method ran elsewhere, it is not stored.
     */
    void store(OwnLoad load, @Nullable CacheTransaction transaction, NewValue value) {
        entries.rules().requireValue(load.key(), value);
        if (transaction == null) {
            load.store(value);
        } else if (transaction == CacheTransaction.current()) {
            transaction.overlay(entries, errors).loaded(load, value);
        }
        if (claims != null) {
            claims.release(load.key());
        }
    }
}
