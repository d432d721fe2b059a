package dev.larder.copy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of two classes of Spring's cache abstraction, which is not there for many: {@code NullValue}, which
 * stands for null as a value, and {@code SimpleKey}, the key of a method with several arguments. Both have hooks of Java
 * serialization and would go through it, the key on each put. But the one is a singleton, and the other only computes
 * its hash code anew and never changes its parameters.
 */
final class SpringClasses {
    private static final String NULL_VALUE = "org.springframework.cache.support.NullValue";
    private static final String SIMPLE_KEY = "org.springframework.cache.interceptor.SimpleKey";

    /** The field that holds a key's parameters. Holds classes of the JDK alone, as {@link Route} explains. */
    private static final ClassValue<Optional<Field>> PARAMETERS = new ClassValue<>() {
        @Override
        protected Optional<Field> computeValue(Class<?> type) {
            return parametersOf(type);
        }
    };

    private SpringClasses() {}

    static boolean isNullValue(Class<?> type) {
        return type.getName().equals(NULL_VALUE);
    }

    /** Whether it is the class of keys, in a version of which is known that {@link #isShareable} is all there is. */
    static boolean isSimpleKey(Class<?> type) {
        return type.getName().equals(SIMPLE_KEY) && PARAMETERS.get(type).isPresent();
    }

    /** Whether a key can't change: all its parameters are immutable. */
    static boolean isShareable(Object simpleKey) {
        Optional<Field> field = PARAMETERS.get(simpleKey.getClass());
        if (field.isEmpty()) {
            return false;
        }
        try {
            @Nullable Object[] parameters = (@Nullable Object[]) field.get().get(simpleKey);
            for (Object parameter : parameters) {
                if (parameter != null && !isImmutable(parameter)) {
                    return false;
                }
            }
            return true;
        } catch (IllegalAccessException e) {
            return false;
        }
    }

    private static boolean isImmutable(Object parameter) {
        return switch (Route.of(parameter.getClass())) {
            case SHARE -> true;
            case SIMPLE_KEY -> isShareable(parameter);
            case CLONE, GRAPH, SERIALIZE -> false;
        };
    }

    /** The field of the parameters, if the class has it as it is known and nothing else that could change. */
    static Optional<Field> parametersOf(Class<?> type) {
        Field parameters = null;
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
                continue;
            }
            if (parameters != null || !field.getName().equals("params") || field.getType() != Object[].class) {
                return Optional.empty();
            }
            parameters = field;
        }
        try {
            if (parameters != null) {
                parameters.setAccessible(true);
            }
        } catch (RuntimeException inaccessible) {
            return Optional.empty();
        }
        return Optional.ofNullable(parameters);
    }
}
