package dev.larder.spring;

import dev.larder.spring.annotation.CacheableAll;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * A method with {@link CacheableAll}: where its elements are and what it returns.
 *
 * @param method for messages
 * @param cacheName the annotation's
 * @param position which parameter the elements are
 * @param takesSet whether they are a set
 * @param returnsList whether the method returns a list of values, not a map
 */
record BulkMethod(Method method, String cacheName, int position, boolean takesSet, boolean returnsList) {
    private static final Set<Class<?>> ELEMENT_TYPES = Set.of(Collection.class, List.class, Set.class);

    /** Reads a method; says what is wrong with one that can't be cached so. */
    static BulkMethod of(Method method) {
        CacheableAll annotation = AnnotatedElementUtils.findMergedAnnotation(method, CacheableAll.class);
        if (annotation == null) {
            throw new AssertionError(method + " is advised without its annotation");
        }
        Class<?>[] types = method.getParameterTypes();
        int position = -1;
        for (int i = 0; i < types.length; i++) {
            if (ELEMENT_TYPES.contains(types[i])) {
                requireShape(position < 0, method, "has several parameters that are collections");
                position = i;
            }
        }
        requireShape(position >= 0, method, "has no parameter that is a Collection, List or Set");
        boolean returnsList = method.getReturnType() == List.class;
        boolean takesSet = types[position] == Set.class;
        requireShape(returnsList || method.getReturnType() == Map.class, method, "returns neither a Map nor a List");
        requireShape(!(returnsList && takesSet), method, "returns a List for a Set, which has no order to follow");
        return new BulkMethod(method, annotation.cacheName(), position, takesSet, returnsList);
    }

    private static void requireShape(boolean right, Method method, String what) {
        if (!right) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "@CacheableAll on %s: the method %s. It takes one Collection, List or Set of elements and returns"
                            + " a Map of values by elements, or for a List a List of values.",
                    method,
                    what));
        }
    }

    Collection<?> elements(@Nullable Object[] arguments) {
        if (arguments[position] instanceof Collection<?> elements) {
            return elements;
        }
        throw new IllegalArgumentException("Null was given to " + method + " where @CacheableAll needs a collection.");
    }

    @Nullable Object[] withElements(@Nullable Object[] arguments, List<Object> elements) {
        @Nullable Object[] changed = arguments.clone();
        changed[position] = takesSet ? new LinkedHashSet<>(elements) : elements;
        return changed;
    }

    /** The arguments of a method that takes one element alone. */
    @Nullable Object[] single(@Nullable Object[] arguments, Object element) {
        @Nullable Object[] single = arguments.clone();
        single[position] = element;
        return single;
    }

    /** What the method returned for the elements it was given. */
    Map<?, ?> valuesByElement(List<Object> elements, @Nullable Object returned) {
        if (!returnsList && returned instanceof Map<?, ?> map) {
            return map;
        }
        if (returnsList && returned instanceof List<?> list && list.size() == elements.size()) {
            Map<Object, @Nullable Object> values = new HashMap<>();
            int next = 0;
            for (Object value : list) {
                values.put(elements.get(next++), value);
            }
            return values;
        }
        throw new IllegalStateException(String.format(
                Locale.ROOT,
                "@CacheableAll on %s: the method was given %d elements and returned %s. It must return %s.",
                method,
                elements.size(),
                returned instanceof List<?> list ? "a list of " + list.size() : "null",
                returnsList
                        ? "a list of the same size and order, with null where it found nothing"
                        : "a map, which may be empty"));
    }

    /** What the caller gets. */
    Object answer(Collection<?> elements, Map<Object, @Nullable Object> found) {
        if (returnsList) {
            List<@Nullable Object> values = new ArrayList<>(elements.size());
            elements.forEach(element -> values.add(found.get(element)));
            return values;
        }
        Map<Object, Object> values = new LinkedHashMap<>();
        for (Object element : elements) {
            Object value = found.get(element);
            if (value != null) {
                values.put(element, value);
            }
        }
        return values;
    }
}
