package dev.larder.spring;

import dev.larder.spring.expression.MethodExpressions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache.ValueWrapper;

/** What one call finds in the cache, and the loads of what it does not. For one thread. */
final class BulkLookup {
    private final LarderCache cache;
    private final MethodExpressions expressions;
    private final BulkCall call;
    private final Map<Object, @Nullable Object> found = new LinkedHashMap<>();
    private final Map<Object, InvocationCache> loads = new LinkedHashMap<>();

    BulkLookup(LarderCache cache, MethodExpressions expressions, BulkCall call) {
        this.cache = cache;
        this.expressions = expressions;
        this.call = call;
    }

    /** Looks for an element, or begins its load. */
    void find(@Nullable Object element) {
        if (element == null) {
            throw new IllegalArgumentException(
                    "Null was given as an element to " + call.getMethod() + ", but what is cached needs a key.");
        }
        if (found.containsKey(element) || loads.containsKey(element)) {
            return;
        }
        InvocationCache view = new InvocationCache(cache, expressions, call, true);
        ValueWrapper hit = view.get(call.keyOf(element));
        if (hit == null) {
            loads.put(element, view);
        } else {
            found.put(element, hit.get());
        }
    }

    boolean isAnyMissing() {
        return !loads.isEmpty();
    }

    List<Object> missing() {
        return new ArrayList<>(loads.keySet());
    }

    /** Takes what the method found, and ends the loads. */
    void store(Map<?, ?> loaded) {
        loads.forEach((element, view) -> {
            Object value = loaded.get(element);
            found.put(element, value);
            if (value != null || cache.cachesNull()) {
                view.put(call.keyOf(element), value);
            }
        });
    }

    /** What is there for each element; null where nothing was found. */
    Map<Object, @Nullable Object> found() {
        return found;
    }
}
