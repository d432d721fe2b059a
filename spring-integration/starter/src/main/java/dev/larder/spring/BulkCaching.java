package dev.larder.spring;

import dev.larder.spring.annotation.CacheableAll;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.expression.AnnotatedElementKey;

/** Carries out {@link CacheableAll}. Safe from any thread. */
final class BulkCaching implements MethodInterceptor {
    private final LarderManagerLookup lookup;
    private final ConcurrentHashMap<AnnotatedElementKey, BulkMethod> methods = new ConcurrentHashMap<>();

    BulkCaching(LarderManagerLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        if (!(invocation instanceof ProxyMethodInvocation call)) {
            throw new IllegalStateException("@CacheableAll needs Spring's proxies, found " + invocation.getClass());
        }
        LarderCacheManager manager = lookup.find();
        if (manager == null) {
            return invocation.proceed();
        }
        Object target = Objects.requireNonNull(invocation.getThis());
        BulkMethod method = methods.computeIfAbsent(
                new AnnotatedElementKey(invocation.getMethod(), target.getClass()),
                key -> BulkMethod.of(specific(invocation.getMethod(), target)));
        LarderCache cache = manager.require(method.cacheName());
        Collection<?> elements = method.elements(invocation.getArguments());
        BulkLookup lookup = new BulkLookup(
                cache,
                manager.expressions(),
                new BulkCall(method, manager.keyGenerator(), target, invocation.getMethod(), call.getArguments()));
        elements.forEach(lookup::find);
        if (lookup.isAnyMissing()) {
            call.setArguments(method.withElements(invocation.getArguments(), lookup.missing()));
            lookup.store(method.valuesByElement(lookup.missing(), call.proceed()));
        }
        return method.answer(elements, lookup.found());
    }

    private static Method specific(Method method, Object target) {
        return AopUtils.getMostSpecificMethod(method, AopUtils.getTargetClass(target));
    }
}
