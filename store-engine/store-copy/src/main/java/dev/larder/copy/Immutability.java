package dev.larder.copy;

import java.io.Externalizable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.HijrahDate;
import java.time.chrono.JapaneseDate;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistDate;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Currency;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Says of a class whether no instance can ever change, so that a cache may share it.
 *
 * <p>The JDK's immutable classes are known by name; its other classes are never analysed, since they keep state where
 * reflection doesn't see it. A class of the application is immutable if all its instance fields, superclasses included,
 * are final and of immutable type. A field's declared type stands for whatever it may hold, so it must be final, a
 * record, an enum or sealed over immutable classes; {@code Object}, {@code Number} or {@code List} are not.
 *
 * <p>Types may refer to themselves (a tree of records). The answer is therefore the greatest one that is consistent:
 * collect every type that can be reached through fields, and let one bad type among them spoil all.
 */
final class Immutability {
    private static final Set<Class<?>> COMMON = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Character.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            UUID.class);

    /** A class, so that an application whose keys and values are common ones need not load all those. */
    private static final class Others {
        /**
         * Trusted also as the declared type of a field. Some of them can be subclassed (BigDecimal, Charset, Path), but
         * their contract promises immutability, and who breaks it harms only his own values.
         */
        static final Set<Class<?>> KNOWN = Set.of(
                Void.class,
                Class.class,
                BigInteger.class,
                BigDecimal.class,
                Locale.class,
                Currency.class,
                URI.class,
                URL.class,
                Pattern.class,
                Charset.class,
                Path.class,
                Duration.class,
                Instant.class,
                LocalDate.class,
                LocalDateTime.class,
                LocalTime.class,
                MonthDay.class,
                OffsetDateTime.class,
                OffsetTime.class,
                Period.class,
                Year.class,
                YearMonth.class,
                ZoneId.class,
                java.time.ZoneOffset.class,
                ZonedDateTime.class,
                HijrahDate.class,
                JapaneseDate.class,
                MinguoDate.class,
                ThaiBuddhistDate.class,
                OptionalInt.class,
                OptionalLong.class,
                OptionalDouble.class,
                // Singletons without state.
                Collections.emptyList().getClass(),
                Collections.emptySet().getClass(),
                Collections.emptyMap().getClass(),
                Collections.reverseOrder().getClass(),
                String.CASE_INSENSITIVE_ORDER.getClass());
    }

    private static final Set<Class<?>> STATELESS_SUPERCLASSES = Set.of(Object.class, Record.class, Number.class);

    private Immutability() {}

    /** Whether an instance of exactly this class can't change. The class itself need not be final. */
    static boolean isImmutable(Class<?> runtimeClass) {
        if (isKnownInstance(runtimeClass)) {
            return true;
        }
        var closure = new Closure();
        return closure.admitClass(runtimeClass) && closure.complete();
    }

    /** Whether nothing that a field or array element of this type can hold is able to change. */
    static boolean isImmutableAsDeclared(Class<?> declaredType) {
        var closure = new Closure();
        closure.reach(declaredType);
        return closure.complete();
    }

    private static boolean isKnown(Class<?> type) {
        return COMMON.contains(type) || Others.KNOWN.contains(type);
    }

    /** The JDK hides some of its immutable classes behind abstract types: ZoneRegion, UnixPath, the charsets. */
    private static boolean isKnownInstance(Class<?> type) {
        return isKnown(type)
                || type == Object.class // has no state, and is equal to nothing but itself
                || Enum.class.isAssignableFrom(type)
                || (JdkClasses.isJdk(type)
                        && (ZoneId.class.isAssignableFrom(type)
                                || Path.class.isAssignableFrom(type)
                                || Charset.class.isAssignableFrom(type)));
    }

    /** The types reachable from one class; each is looked at once, which makes self-reference harmless. */
    private static final class Closure {
        private final Set<Class<?>> seen = new HashSet<>();
        private final Deque<Class<?>> open = new ArrayDeque<>();

        void reach(Class<?> declaredType) {
            if (!declaredType.isPrimitive() && !isKnown(declaredType) && seen.add(declaredType)) {
                open.add(declaredType);
            }
        }

        boolean complete() {
            while (!open.isEmpty()) {
                if (!admitDeclared(open.remove())) {
                    return false;
                }
            }
            return true;
        }

        private boolean admitDeclared(Class<?> type) {
            if (type.isArray()) {
                return false;
            }
            if (type.isEnum()) {
                return true;
            }
            if (type.isSealed()) {
                for (Class<?> permitted : type.getPermittedSubclasses()) {
                    reach(permitted);
                }
                return Modifier.isAbstract(type.getModifiers()) || admitClass(type);
            }
            return Modifier.isFinal(type.getModifiers()) && admitClass(type);
        }

        /** Checks the fields that the class itself and its superclasses bring, and goes on to their types. */
        boolean admitClass(Class<?> type) {
            if (type.isArray() || type.isInterface() || (JdkClasses.isJdk(type) && !JdkClasses.isLambda(type))) {
                return false;
            }
            // A class that writes itself in its own way may rely on being written; a transient field must come back
            // empty. The hook of a serializable lambda only describes the lambda.
            if (Externalizable.class.isAssignableFrom(type)
                    || (SerializationHooks.has(type) && !JdkClasses.isLambda(type))) {
                return false;
            }
            for (Class<?> c = type; c != null && !STATELESS_SUPERCLASSES.contains(c); c = c.getSuperclass()) {
                if (c != type && JdkClasses.isJdk(c)) {
                    return false;
                }
                for (Field field : c.getDeclaredFields()) {
                    int modifiers = field.getModifiers();
                    if (Modifier.isStatic(modifiers)) {
                        continue;
                    }
                    if (!Modifier.isFinal(modifiers) || Modifier.isTransient(modifiers)) {
                        return false;
                    }
                    reach(field.getType());
                }
            }
            return true;
        }
    }
}
