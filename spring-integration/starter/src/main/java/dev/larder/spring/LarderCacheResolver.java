package dev.larder.spring;

import dev.larder.spring.expression.MethodExpressions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.BasicOperation;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;
import org.springframework.cache.interceptor.CachePutOperation;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.CacheableOperation;

/**
 * Resolves the caches of annotated methods so that a load which began before an eviction never fills the entry after it,
 * also without {@code sync = true}, and that {@code @CacheTtl} and {@code @CacheTags} beside Spring's annotations are
 * heeded. {@link LarderCacheManager} puts it into the application's caching aspect by itself; name a bean of it in the
 * {@code cacheResolver} of annotations where another manager is the default.
 *
 * <p>Safe for use by any number of threads.
 */
public final class LarderCacheResolver implements CacheResolver {
    private final LarderCacheManager manager;
    private final MethodExpressions expressions;
    /** The caches of an operation are always the same; there are as many operations as the application has annotations. */
    private final ConcurrentHashMap<BasicOperation, List<LarderCache>> cachesOfOperations = new ConcurrentHashMap<>();

    LarderCacheResolver(LarderCacheManager manager, MethodExpressions expressions) {
        this.manager = manager;
        this.expressions = expressions;
    }

    @Override
    public Collection<? extends Cache> resolveCaches(CacheOperationInvocationContext<?> context) {
        BasicOperation operation = context.getOperation();
        List<LarderCache> caches = cachesOfOperations.get(operation);
        if (caches == null) {
            caches = cachesOfOperations.computeIfAbsent(operation, this::cachesOf);
        }
        if (operation instanceof CacheableOperation) {
            return views(caches, context, true);
        }
        return operation instanceof CachePutOperation
                        && expressions.isAnythingSaid(context.getMethod(), context.getTarget())
                ? views(caches, context, false)
                : caches;
    }

    private Collection<Cache> views(
            List<LarderCache> caches, CacheOperationInvocationContext<?> context, boolean afterMiss) {
        if (caches.size() == 1) {
            // Cheaper to iterate than List.of, which counts where so little else is done for a hit.
            return Collections.singletonList(new InvocationCache(caches.get(0), expressions, context, afterMiss));
        }
        List<Cache> views = new ArrayList<>(caches.size());
        for (LarderCache cache : caches) {
            views.add(new InvocationCache(cache, expressions, context, afterMiss));
        }
        return Collections.unmodifiableList(views);
    }

    private List<LarderCache> cachesOf(BasicOperation operation) {
        List<LarderCache> caches = new ArrayList<>();
        for (String name : operation.getCacheNames()) {
            caches.add(manager.require(name));
        }
        return List.copyOf(caches);
    }
}
