package dev.larder.spring;

import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.BasicOperation;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;

/** One call of a method for many keys, for those who ask what is called. */
final class BulkCall implements CacheOperationInvocationContext<BasicOperation> {
    private final BulkMethod bulk;
    private final Object target;
    private final Method method;
    private final @Nullable Object[] arguments;

    BulkCall(BulkMethod bulk, Object target, Method method, @Nullable Object[] arguments) {
        this.bulk = bulk;
        this.target = target;
        this.method = method;
        this.arguments = arguments.clone();
    }

    /** The key of one of the elements. */
    Object keyOf(Object element) {
        return bulk.keyOf(arguments, element);
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
