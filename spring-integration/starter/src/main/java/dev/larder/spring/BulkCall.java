package dev.larder.spring;

import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.BasicOperation;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;
import org.springframework.cache.interceptor.KeyGenerator;

/** One call of a method for many keys, for those who ask what is called. */
final class BulkCall implements CacheOperationInvocationContext<BasicOperation> {
    private final BulkMethod bulk;
    private final KeyGenerator keys;
    private final Object target;
    private final Method method;
    private final @Nullable Object[] arguments;

    BulkCall(BulkMethod bulk, KeyGenerator keys, Object target, Method method, @Nullable Object[] arguments) {
        this.bulk = bulk;
        this.keys = keys;
        this.target = target;
        this.method = method;
        this.arguments = arguments.clone();
    }

    /** The key of one of the elements: what a method would have that takes it alone. */
    Object keyOf(Object element) {
        return keys.generate(target, method, bulk.single(arguments, element));
    }

    @Override
    public BasicOperation getOperation() {
        return () -> Set.of(bulk.cacheName());
    }

    @Override
    public Object getTarget() {
        return target;
    }

    @Override
    public Method getMethod() {
        return method;
    }

    @Override
    public @Nullable Object[] getArgs() {
        return arguments;
    }
}
