package dev.larder.core.weight;

import static dev.larder.core.weight.MemoryLayout.objectBytes;
import static dev.larder.core.weight.MemoryLayout.referenceArrayBytes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's containers take besides their elements, from the number of these: the object, its table or array,
 * its nodes. How large a table really is can't be asked, so it is taken to have grown from the default by adding
 * elements one by one: at most half too much for a list, and twice the table for a map, that was made to measure. A
 * class that isn't named here counts as the usual one of its interface, and so does a view, which owns nothing in
 * truth.
 */
final class JdkContainerSizes {
    private static final long HASH_NODE_BYTES = objectBytes(3, Integer.BYTES);
    private static final long TREE_NODE_BYTES = objectBytes(5, 1);
    private static final long LINK_BYTES = objectBytes(3, 0);
    private static final long WRAPPER_BYTES = objectBytes(2, 0);
    private static final long SET_OF_MAP_BYTES = objectBytes(1, 0);

    private static final Map<Class<?>, IntToLongFunction> COLLECTIONS = collections();
    private static final Map<Class<?>, IntToLongFunction> MAPS = maps();

    private JdkContainerSizes() {}

    static @Nullable SizeRule ruleFor(Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            IntToLongFunction ownBytes = COLLECTIONS.getOrDefault(type, withWrapper(type, usualCollection(type)));
            return (SizeRule.Compound) (object, visit) -> {
                Collection<?> collection = (Collection<?>) object;
                int size = collection.size();
                visit.holdAll(collection, size);
                return ownBytes.applyAsLong(size);
            };
        }
        if (Map.class.isAssignableFrom(type)) {
            IntToLongFunction ownBytes = MAPS.getOrDefault(type, withWrapper(type, usualMap(type)));
            return (SizeRule.Compound) (object, visit) -> {
                Map<?, ?> map = (Map<?, ?>) object;
                int size = map.size();
                visit.holdEntries(map, size);
                return ownBytes.applyAsLong(size);
            };
        }
        return holderRule(type);
    }

    private static @Nullable SizeRule holderRule(Class<?> type) {
        if (type == Optional.class) {
            return (SizeRule.Compound) (object, visit) -> {
                Object value = ((Optional<?>) object).orElse(null);
                visit.hold(value);
                return value == null ? 0 : objectBytes(1, 0);
            };
        }
        if (AtomicReference.class.isAssignableFrom(type)) {
            return (SizeRule.Compound) (object, visit) -> {
                visit.hold(((AtomicReference<?>) object).get());
                return objectBytes(1, 0);
            };
        }
        if (Map.Entry.class.isAssignableFrom(type)) {
            return (SizeRule.Compound) (object, visit) -> {
                Map.Entry<?, ?> entry = (Map.Entry<?, ?>) object;
                visit.accept(entry.getKey(), entry.getValue());
                return objectBytes(2, 0);
            };
        }
        return null;
    }

    private static Map<Class<?>, IntToLongFunction> collections() {
        long arrayListBytes = objectBytes(1, 2 * Integer.BYTES);
        Map<Class<?>, IntToLongFunction> bytes = new HashMap<>();
        bytes.put(ArrayList.class, JdkContainerSizes::arrayListBytes);
        bytes.put(ArrayDeque.class, JdkContainerSizes::arrayDequeBytes);
        bytes.put(LinkedList.class, size -> objectBytes(2, 2 * Integer.BYTES) + size * LINK_BYTES);
        bytes.put(
                CopyOnWriteArrayList.class,
                size -> objectBytes(2, Integer.BYTES) + objectBytes(0, 0) + referenceArrayBytes(size));
        bytes.put(HashSet.class, size -> SET_OF_MAP_BYTES + hashMapBytes(size));
        bytes.put(LinkedHashSet.class, size -> SET_OF_MAP_BYTES + linkedHashMapBytes(size));
        bytes.put(Arrays.asList().getClass(), size -> objectBytes(1, Integer.BYTES) + referenceArrayBytes(size));
        bytes.put(Collections.singletonList(0).getClass(), size -> arrayListBytes);
        bytes.put(Collections.singleton(0).getClass(), size -> objectBytes(1, 0));
        bytes.put(List.of(0).getClass(), size -> objectBytes(2, 0));
        bytes.put(List.of(0, 1, 2).getClass(), size -> size == 0 ? 0 : objectBytes(1, 1) + referenceArrayBytes(size));
        bytes.put(Set.of(0).getClass(), size -> objectBytes(2, 0));
        bytes.put(
                Set.of(0, 1, 2).getClass(),
                size -> size == 0 ? 0 : objectBytes(1, Integer.BYTES) + referenceArrayBytes(2L * size));
        return Map.copyOf(bytes);
    }

    private static Map<Class<?>, IntToLongFunction> maps() {
        Map<Class<?>, IntToLongFunction> bytes = new HashMap<>();
        bytes.put(HashMap.class, JdkContainerSizes::hashMapBytes);
        bytes.put(LinkedHashMap.class, JdkContainerSizes::linkedHashMapBytes);
        bytes.put(
                ConcurrentHashMap.class,
                size -> objectBytes(8, 3 * Integer.BYTES + Long.BYTES) + hashTableBytes(size) + size * HASH_NODE_BYTES);
        bytes.put(EnumMap.class, size -> objectBytes(6, Integer.BYTES) + referenceArrayBytes(size));
        bytes.put(Collections.singletonMap(0, 0).getClass(), size -> objectBytes(7, 0));
        bytes.put(Map.of(0, 0).getClass(), size -> objectBytes(4, 0));
        bytes.put(
                Map.of(0, 0, 1, 1).getClass(),
                size -> size == 0 ? 0 : objectBytes(3, Integer.BYTES) + referenceArrayBytes(4L * size));
        return Map.copyOf(bytes);
    }

    private static IntToLongFunction usualCollection(Class<?> type) {
        if (EnumSet.class.isAssignableFrom(type)) {
            return size -> objectBytes(2, Long.BYTES);
        }
        if (SortedSet.class.isAssignableFrom(type)) {
            return size -> SET_OF_MAP_BYTES + treeMapBytes(size);
        }
        if (Set.class.isAssignableFrom(type)) {
            return size -> SET_OF_MAP_BYTES + hashMapBytes(size);
        }
        if (Queue.class.isAssignableFrom(type) && !List.class.isAssignableFrom(type)) {
            return size -> objectBytes(6, 2 * Integer.BYTES) + size * LINK_BYTES;
        }
        return JdkContainerSizes::arrayListBytes;
    }

    private static IntToLongFunction usualMap(Class<?> type) {
        return SortedMap.class.isAssignableFrom(type)
                ? JdkContainerSizes::treeMapBytes
                : JdkContainerSizes::hashMapBytes;
    }

    /** The unmodifiable and synchronized ones have another container in them. */
    private static IntToLongFunction withWrapper(Class<?> type, IntToLongFunction ownBytes) {
        return type.getNestHost() == Collections.class ? size -> WRAPPER_BYTES + ownBytes.applyAsLong(size) : ownBytes;
    }

    private static long arrayListBytes(int size) {
        return objectBytes(1, 2 * Integer.BYTES) + (size == 0 ? 0 : referenceArrayBytes(grownByHalf(10, size)));
    }

    private static long arrayDequeBytes(int size) {
        long capacity = 17;
        while (capacity <= size) {
            capacity += capacity < 64 ? capacity + 2 : capacity / 2;
        }
        return objectBytes(1, 2 * Integer.BYTES) + referenceArrayBytes(capacity);
    }

    private static long hashMapBytes(int size) {
        return objectBytes(4, 4 * Integer.BYTES) + hashTableBytes(size) + size * HASH_NODE_BYTES;
    }

    private static long linkedHashMapBytes(int size) {
        return objectBytes(6, 4 * Integer.BYTES + 1) + hashTableBytes(size) + size * objectBytes(5, Integer.BYTES);
    }

    private static long treeMapBytes(int size) {
        return objectBytes(7, 2 * Integer.BYTES) + size * TREE_NODE_BYTES;
    }

    private static long hashTableBytes(int size) {
        if (size == 0) {
            return 0;
        }
        long capacity = 16;
        while (capacity * 3 / 4 < size) {
            capacity *= 2;
        }
        return referenceArrayBytes(capacity);
    }

    private static long grownByHalf(long capacity, int size) {
        long grown = capacity;
        while (grown < size) {
            grown += grown / 2;
        }
        return grown;
    }
}
