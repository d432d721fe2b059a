package dev.larder.spring;

import dev.larder.spring.entry.NewValue;
import dev.larder.spring.entry.OwnLoad;
import dev.larder.spring.expression.MethodExpressions;
import dev.larder.spring.transaction.CacheTransaction;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;

/**
 * A cache as one invocation of a method sees it: knows when the invocation missed, so that what the method then returns is
 * stored only if nobody wrote or evicted the key since; and knows what annotations on the method say of the value.
 *
 * <p>It travels with the invocation and not with its thread, so a result that comes later, from another thread, is stored
 * in the same way. A result that comes twice, because a reactive type has two subscribers, is stored once.
 *
 * <p><b>Threads:</b> one after the other, except for {@link #put}, which any may call.
 */
final class InvocationCache implements Cache {
    private static final VarHandle MISSED;

    static {
        try {
            MISSED = MethodHandles.lookup().findVarHandle(InvocationCache.class, "missed", Missed.class);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }

    private final LarderCache cache;
    private final MethodExpressions expressions;
    private final CacheOperationInvocationContext<?> context;
    /** Whether puts follow a miss and are made only if nobody was faster; else they are made in any case. */
    private final boolean afterMiss;

    @SuppressWarnings("unused") // by its handle
    private volatile @Nullable Missed missed;

    /** A load that began with a miss. */
    private record Missed(OwnLoad load, @Nullable CacheTransaction transaction) {}

    InvocationCache(
            LarderCache cache,
            MethodExpressions expressions,
            CacheOperationInvocationContext<?> context,
            boolean afterMiss) {
        this.afterMiss = afterMiss;
        this.cache = cache;
        this.expressions = expressions;
        this.context = context;
    }

    @Override
    public String getName() {
        return cache.getName();
    }

    @Override
    public Object getNativeCache() {
        return cache.getNativeCache();
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        ValueWrapper found = cache.get(key);
        if (found != null && !cache.loads().isToBeRenewed(key)) {
            return found;
        }
        return found == null ? beginAndLookAgain(key) : begin(key);
    }

    private @Nullable ValueWrapper beginAndLookAgain(Object key) {
        begin(key);
        Missed begun = missed;
        ValueWrapper meanwhile = begun == null || begun.transaction != null
                ? null
                : cache.loads().peek(key);
        if (meanwhile != null) {
            missed = null;
        }
        return meanwhile;
    }

    /** Returns null, as for a miss. */
    private @Nullable ValueWrapper begin(Object key) {
        CacheTransaction transaction = cache.loads().transaction();
        missed = new Missed(cache.loads().begin(key), transaction);
        return null;
    }

    @Override
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        return cache.get(key, type);
    }

    @Override
    @SuppressWarnings("unchecked") // the loader's type is the caller's claim
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        return (T) cache.loads().load(key, () -> newValue(valueLoader.call()), valueLoader);
    }

    @Override
    public @Nullable CompletableFuture<?> retrieve(Object key) {
        ValueWrapper found = get(key);
        return found == null ? null : CompletableFuture.completedFuture(found);
    }

    @Override
    @SuppressWarnings("unchecked") // the loader's type is the caller's claim
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
        return (CompletableFuture<T>)
                cache.loads().loadAsync(key, () -> valueLoader.get().thenApply(this::newValue));
    }

    /** Stores what was loaded after a miss. Without a miss there is no saying how old it is, and it is not stored. */
    @Override
    public void put(Object key, @Nullable Object value) {
        if (!afterMiss) {
            cache.putNew(key, newValue(value));
            return;
        }
        Missed begun = (Missed) MISSED.getAndSet(this, null);
        if (begun != null && begun.load.key().equals(key)) {
            cache.loads().store(begun.load, begun.transaction, newValue(value));
        }
    }

    private NewValue newValue(@Nullable Object value) {
        return expressions.newValue(context.getMethod(), context.getTarget(), context.getArgs(), value);
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        return cache.putIfAbsent(key, value);
    }

    @Override
    public void evict(Object key) {
        cache.evict(key);
    }

    @Override
    public boolean evictIfPresent(Object key) {
        return cache.evictIfPresent(key);
    }

    @Override
    public void clear() {
        cache.clear();
    }

    @Override
    public boolean invalidate() {
        return cache.invalidate();
    }

    @Override
    public String toString() {
        return cache.toString();
    }
}
