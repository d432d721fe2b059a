package dev.larder.copy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * Copies parts of an object that have no mutable parts themselves: immutable objects, what {@link Route#CLONE} names, and
 * the JDK's most used collections where all their elements are immutable.
 */
final class FlatParts {
    private FlatParts() {}

    /**
     * Returns a copy, the part itself where it is immutable, or null if it is not flat.
     *
     * <p>A collection is cloned first and the clone is checked: what another thread puts into the original meanwhile
     * can't slip through.
     *
     * @param known whether all elements are known to be immutable if this is a collection, so that none is looked at
     */
    @SuppressWarnings("NonApiType") // one class each
    static @Nullable Object copy(Object part, boolean known) {
        Class<?> type = part.getClass();
        if (type == ArrayList.class) {
            var copy = (ArrayList<?>) ((ArrayList<?>) part).clone();
            return known || allShared(copy) ? copy : null;
        }
        if (type == HashMap.class || type == LinkedHashMap.class) {
            var copy = (HashMap<?, ?>) ((HashMap<?, ?>) part).clone();
            return known || (allShared(copy.keySet()) && allShared(copy.values())) ? copy : null;
        }
        if (type == HashSet.class || type == LinkedHashSet.class) {
            var copy = (HashSet<?>) ((HashSet<?>) part).clone();
            return known || allShared(copy) ? copy : null;
        }
        return switch (Route.of(type)) {
            case SHARE -> part;
            case CLONE -> ByValueCopier.clone(part);
            case GRAPH, SERIALIZE, SIMPLE_KEY -> null;
        };
    }

    /** Elements are mostly of one class, so the last one found to be immutable is remembered. */
    private static boolean allShared(Iterable<?> elements) {
        Class<?> shared = String.class;
        for (Object element : elements) {
            if (element == null || element.getClass() == shared) {
                continue;
            }
            if (Route.of(element.getClass()) != Route.SHARE) {
                return false;
            }
            shared = element.getClass();
        }
        return true;
    }
}
