package dev.larder.copy;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import org.apache.fory.Fory;
import org.apache.fory.resolver.ClassResolver;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.ObjectSerializer;
import org.apache.fory.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Decides by {@link Route} how Fory copies each class that it meets inside a graph.
 *
 * <p>Left to itself, Fory 1.6 shares the values of an EnumMap, drops the nanoseconds of a Timestamp and the access order
 * of a LinkedHashMap, fails on null in an unmodifiable list, overflows on a cycle through an AtomicReference, runs
 * unfiltered Java serialization for classes with a readObject method, and copies transient fields along. Each of these
 * has a test.
 */
final class ForyRules {
    private ForyRules() {}

    /** Answers Fory's question for the serializer of a class that it does not know; null leaves it to Fory. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static @Nullable Serializer serializerFor(TypeResolver resolver, Class<?> type) {
        return switch (Route.of(type)) {
            case SHARE -> new ForySerializers.Sharing(resolver.getConfig(), (Class) type);
            case CLONE -> type.isArray() ? null : new ForySerializers.Cloning(resolver.getConfig(), (Class) type);
            case GRAPH -> graphSerializer(resolver, (Class<Object>) type);
            case SERIALIZE, SIMPLE_KEY -> new ForySerializers.Refusing(resolver.getConfig(), (Class) type);
        };
    }

    private static @Nullable Serializer<?> graphSerializer(TypeResolver resolver, Class<Object> type) {
        if (type.isArray() || JdkClasses.isJdk(type)) {
            return null;
        }
        // Records are built by their constructor and have no transient fields: Fory's own serializer is right.
        return type.isRecord() ? new ObjectSerializer<>(resolver, type) : new PlainObjectSerializer(resolver, type);
    }

    /** Replaces serializers that Fory has from the start and would not ask for. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static void overrideBuiltIns(Fory fory) {
        var resolver = (ClassResolver) fory.getTypeResolver();
        for (Class<?> type : resolver.getRegisteredClasses()) {
            if (type.isPrimitive() || Modifier.isAbstract(type.getModifiers())) {
                continue;
            }
            Route route = Route.of(type);
            if (route == Route.SERIALIZE
                    || (route == Route.CLONE && !type.isArray())
                    || (route == Route.SHARE && !resolver.getSerializer(type).isImmutable())) {
                resolver.setSerializer((Class) type, serializerFor(resolver, type));
            }
        }
        resolver.setSerializer(ArrayList.class, new ForySerializers.Lists(resolver.getConfig()));
        resolver.setSerializer(
                (Class) ForySerializers.UnmodifiableLists.TYPE,
                new ForySerializers.UnmodifiableLists(resolver.getConfig()));
        resolver.setSerializer(EnumMap.class, new ForySerializers.ClonedEnumMap(resolver.getConfig()));
        resolver.setSerializer(LinkedHashMap.class, new ForySerializers.ClonedLinkedMap(resolver.getConfig()));
    }
}
