package dev.larder.core.codec;

import dev.larder.store.CodecException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses keys whose equals do not always become the same bytes, or which equal nothing but themselves. Stored keys are
 * found by their bytes: such a key would be stored twice, or never be found again.
 *
 * <p>Refused are arrays; collections and maps, of which those of different classes or orders are equal; and URIs, which are
 * equal whatever the case of their hosts. Objects are refused for fields of these types, except arrays, as an
 * {@code equals} of the application's own may compare their elements. What a field that is declared as an interface or as
 * Object holds is not examined.
 *
 * <p><b>Threads:</b> any.
 */
final class KeyRules {
    private final ClassValue<Optional<String>> refusals = new ClassValue<>() {
        @Override
        protected Optional<String> computeValue(Class<?> type) {
            return type.isArray() ? Optional.of("an array equals nothing but itself") : refusal(type, new HashSet<>());
        }
    };

    /** @throws CodecException if the key is refused */
    void check(Object key) {
        Class<?> type = key.getClass();
        if (type == String.class) {
            return;
        }
        if (key instanceof Optional<?> optional) {
            optional.ifPresent(this::check);
            return;
        }
        Optional<String> refusal = refusals.get(type);
        if (refusal.isPresent()) {
            throw new CodecException(String.format(
                    Locale.ROOT,
                    "A key of %s can't be stored: %s. Use a String or a record of simple parts as the key.",
                    type.getName(),
                    refusal.get()));
        }
    }

    private static Optional<String> refusal(Class<?> type, Set<Class<?>> seen) {
        if (!seen.add(type) || type.isPrimitive()) {
            return Optional.empty();
        }
        if (type.isArray()) {
            return refusal(type.getComponentType(), seen);
        }
        if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return Optional.of(type.getName() + " may equal one of another class or order, whose bytes are different");
        }
        if (type == URI.class) {
            return Optional.of("URIs that are written differently may be equal");
        }
        return type.getClassLoader() == null ? Optional.empty() : refusalOfFields(type, seen);
    }

    private static Optional<String> refusalOfFields(Class<?> type, Set<Class<?>> seen) {
        for (Class<?> declaring = type;
                declaring != null && declaring.getClassLoader() != null;
                declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
                    Optional<String> refusal = refusal(field.getType(), seen);
                    if (refusal.isPresent()) {
                        return refusal.map(reason -> "its field " + field.getName() + ": " + reason);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
