package dev.larder.spring;

import dev.larder.spring.annotation.CacheEvictTags;
import dev.larder.spring.expression.MethodExpressions;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Carries out {@link CacheEvictTags}. Safe from any thread. */
final class TagEvictions implements MethodInterceptor {
    private final LarderManagerLookup lookup;

    TagEvictions(LarderManagerLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        LarderCacheManager manager = lookup.find();
        if (manager == null) {
            return invocation.proceed();
        }
        List<CacheEvictTags> evictions = evictionsOf(invocation);
        for (CacheEvictTags eviction : evictions) {
            if (eviction.beforeInvocation()) {
                requireNoResult(eviction, invocation.getMethod());
                evict(manager, eviction, invocation, null);
            }
        }
        return Completion.then(invocation.proceed(), result -> {
            for (CacheEvictTags eviction : evictions) {
                if (!eviction.beforeInvocation()) {
                    evict(manager, eviction, invocation, result);
                }
            }
        });
    }

    private static void requireNoResult(CacheEvictTags eviction, Method method) {
        for (String tag : eviction.tags()) {
            if (MethodExpressions.namesResult(tag)) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "@CacheEvictTags on %s evicts before the method is called, but its tag \"%s\" names #result, which is"
                                + " not there yet. Leave beforeInvocation out, or take the tag from the arguments.",
                        method,
                        tag));
            }
        }
    }

    private static void evict(
            LarderCacheManager manager, CacheEvictTags eviction, MethodInvocation invocation, @Nullable Object result) {
        MethodExpressions expressions = manager.expressions();
        Set<String> tags = expressions.tags(
                invocation.getMethod(),
                Objects.requireNonNull(invocation.getThis()),
                invocation.getArguments(),
                result,
                List.of(eviction.tags()));
        for (String name : eviction.cacheNames()) {
            manager.require(name).evictByTag(tags, eviction.beforeInvocation());
        }
    }

    private static List<CacheEvictTags> evictionsOf(MethodInvocation invocation) {
        Method method = AopUtils.getMostSpecificMethod(
                invocation.getMethod(), AopUtils.getTargetClass(Objects.requireNonNull(invocation.getThis())));
        return List.copyOf(AnnotatedElementUtils.findMergedRepeatableAnnotations(
                method, CacheEvictTags.class, CacheEvictTags.All.class));
    }
}
