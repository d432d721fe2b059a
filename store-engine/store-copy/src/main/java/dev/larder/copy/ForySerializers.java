package dev.larder.copy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.fory.config.Config;
import org.apache.fory.context.CopyContext;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/** What {@link ForyRules} puts in place of Fory's own serializers. They only copy, and are never asked to do more. */
final class ForySerializers {
    private ForySerializers() {}

    private abstract static class CopyOnly<T> extends Serializer<T> {
        CopyOnly(Config config, Class<T> type, boolean immutable) {
            super(config, type, immutable);
        }

        @Override
        public final void write(WriteContext context, T value) {
            throw new UnsupportedOperationException("Copies only");
        }

        @Override
        public final T read(ReadContext context) {
            throw new UnsupportedOperationException("Copies only");
        }
    }

    /** For immutable classes: Fory's serializer then hands out the original. */
    static final class Sharing extends CopyOnly<Object> {
        Sharing(Config config, Class<Object> type) {
            super(config, type, true);
        }
    }

    /** For classes whose clone is a deep copy. */
    static final class Cloning extends CopyOnly<Object> {
        Cloning(Config config, Class<Object> type) {
            super(config, type, false);
        }

        @Override
        public Object copy(CopyContext context, Object value) {
            return JdkClasses.deepClone(value);
        }
    }

    /** Ends the copying of a graph that holds an instance of a class which only Java serialization copies rightly. */
    static final class Refusing extends CopyOnly<Object> {
        private final RefusedException refusal;

        Refusing(Config config, Class<Object> type) {
            super(config, type, false);
            refusal = new RefusedException("Apache Fory must not copy " + type.getName());
        }

        @Override
        public Object copy(CopyContext context, Object value) {
            throw refusal;
        }
    }

    /**
     * For ArrayList, the part that most values have: Fory's own takes twice as long and leaves room for ten elements.
     * Elements are mostly of one class, so the last one found to be shared is remembered.
     */
    @SuppressWarnings({"rawtypes", "NonApiType"}) // a serializer is for one class
    static final class Lists extends CopyOnly<ArrayList> {
        private Class<?> sharedElement = String.class;

        Lists(Config config) {
            super(config, ArrayList.class, true); // tracks references itself, as PlainObjectSerializer does
        }

        @Override
        public boolean isImmutable() {
            return false;
        }

        @Override
        public ArrayList copy(CopyContext context, ArrayList value) {
            ArrayList known = context.getCopyObject(value);
            if (known != null) {
                return known;
            }
            int size = value.size();
            var copy = new ArrayList<@Nullable Object>(size);
            context.reference(value, copy);
            for (int i = 0; i < size; i++) {
                Object element = value.get(i);
                copy.add(element == null || isShared(element.getClass()) ? element : context.copyObject(element));
            }
            return copy;
        }

        private boolean isShared(Class<?> type) {
            if (type == sharedElement) {
                return true;
            }
            if (Route.of(type) != Route.SHARE) {
                return false;
            }
            sharedElement = type;
            return true;
        }
    }

    /**
     * For the unmodifiable lists of three and more elements, which those of streams are, too, and may then hold null:
     * Fory's own fails on that. A copy does not mind being asked for null, whether its original did or not.
     */
    @SuppressWarnings({"rawtypes", "unchecked"}) // a serializer is for one class
    static final class UnmodifiableLists extends CopyOnly<List> {
        static final Class<?> TYPE = List.of(1, 2, 3).getClass();

        UnmodifiableLists(Config config) {
            super(config, (Class<List>) TYPE, false);
        }

        @Override
        public List copy(CopyContext context, List value) {
            if (value.isEmpty()) {
                return value;
            }
            @Nullable Object[] elements = value.toArray();
            for (int i = 0; i < elements.length; i++) {
                Object element = elements[i];
                elements[i] = element == null ? null : context.copyObject(element);
            }
            List copy = Stream.of(elements).toList();
            context.reference(value, copy);
            return copy;
        }
    }

    /** Keeps the key type of an empty map, which only the map itself knows, and copies the values. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    static final class ClonedEnumMap extends CopyOnly<EnumMap> {
        ClonedEnumMap(Config config) {
            super(config, EnumMap.class, false);
        }

        @Override
        public EnumMap copy(CopyContext context, EnumMap value) {
            EnumMap copy = value.clone();
            context.reference(value, copy);
            copyValues(context, copy);
            return copy;
        }
    }

    /** Keeps the order of the map, by insertion or by access, which only the map itself knows. */
    @SuppressWarnings({"rawtypes", "unchecked", "NonApiType"}) // a serializer is for one class
    static final class ClonedLinkedMap extends CopyOnly<LinkedHashMap> {
        ClonedLinkedMap(Config config) {
            super(config, LinkedHashMap.class, false);
        }

        @Override
        public LinkedHashMap copy(CopyContext context, LinkedHashMap value) {
            var copy = (LinkedHashMap<Object, Object>) value.clone();
            context.reference(value, copy);
            if (sharesKeys(copy)) {
                copyValues(context, copy);
                return copy;
            }
            copy.clear();
            for (var entry : ((LinkedHashMap<Object, Object>) value).entrySet()) {
                copy.put(context.copyObject(entry.getKey()), context.copyObject(entry.getValue()));
            }
            return copy;
        }

        private static boolean sharesKeys(Map<Object, Object> map) {
            for (Object key : map.keySet()) {
                if (key != null && key.getClass() != String.class && Route.of(key.getClass()) != Route.SHARE) {
                    return false;
                }
            }
            return true;
        }
    }

    private static void copyValues(CopyContext context, Map<Object, Object> map) {
        for (var entry : map.entrySet()) {
            Object part = entry.getValue();
            if (part != null) {
                entry.setValue(context.copyObject(part));
            }
        }
    }
}
