package dev.larder.copy;

import java.lang.reflect.Modifier;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractQueue;
import java.util.AbstractSequentialList;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
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
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of the JDK's own classes, whose inside is none of our business. */
final class JdkClasses {
    /**
     * Classes that Fory copies rightly, one by one proven in {@code ByValueCopierContainersTest} and
     * {@code ByValueCopierScalarsTest}.
     */
    @SuppressWarnings("JdkObsolete") // copies what it is given
    private static final Set<Class<?>> COPIED_BY_FORY = Set.of(
            ArrayList.class,
            LinkedList.class,
            ArrayDeque.class,
            PriorityQueue.class,
            CopyOnWriteArrayList.class,
            HashMap.class,
            LinkedHashMap.class,
            TreeMap.class,
            EnumMap.class,
            ConcurrentHashMap.class,
            HashSet.class,
            LinkedHashSet.class,
            TreeSet.class,
            Optional.class,
            StringBuilder.class,
            StringBuffer.class,
            AtomicBoolean.class,
            AtomicInteger.class,
            AtomicLong.class,
            Arrays.asList(1, 2).getClass(),
            Collections.singletonList(1).getClass(),
            Collections.singleton(1).getClass(),
            Collections.singletonMap(1, 1).getClass(),
            Collections.unmodifiableList(new ArrayList<>()).getClass(),
            Collections.unmodifiableList(new LinkedList<>()).getClass(),
            Collections.unmodifiableSet(new HashSet<>()).getClass(),
            Collections.unmodifiableSortedSet(new TreeSet<>()).getClass(),
            Collections.unmodifiableCollection(new ArrayList<>()).getClass(),
            Collections.unmodifiableMap(new HashMap<>()).getClass(),
            Collections.unmodifiableSortedMap(new TreeMap<>()).getClass(),
            List.of(1).getClass(),
            List.of(1, 2, 3).getClass(),
            Set.of(1).getClass(),
            Set.of(1, 2, 3).getClass(),
            Map.of(1, 1).getClass(),
            Map.of(1, 1, 2, 2).getClass());

    /** Their own state is only transient, so a subclass is as plain as its own fields. */
    private static final Set<Class<?>> PLAIN_SUPERCLASSES = Set.of(
            Object.class,
            Record.class,
            Number.class,
            AbstractCollection.class,
            AbstractList.class,
            AbstractSequentialList.class,
            AbstractSet.class,
            AbstractQueue.class,
            AbstractMap.class);

    private JdkClasses() {}

    /** Whether the class comes with the JDK. java.sql and others have the platform loader. */
    static boolean isJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    static boolean isCopiedByFory(Class<?> type) {
        return COPIED_BY_FORY.contains(type);
    }

    static boolean isPlainSuperclass(Class<?> type) {
        return PLAIN_SUPERCLASSES.contains(type);
    }

    /**
     * Whether {@code clone()} is a deep copy. Fory would copy a Timestamp without its nanoseconds and a calendar without
     * its class.
     */
    static boolean isDeepCloneable(Class<?> type) {
        return isJdk(type)
                && !Modifier.isAbstract(type.getModifiers())
                && (Date.class.isAssignableFrom(type)
                        || Calendar.class.isAssignableFrom(type)
                        || TimeZone.class.isAssignableFrom(type)
                        || EnumSet.class.isAssignableFrom(type)
                        || type == BitSet.class);
    }

    /** Clones what {@link #isDeepCloneable} admits. */
    @SuppressWarnings("JavaUtilDate") // copies what it is given
    static Object deepClone(Object value) {
        if (value instanceof Date date) {
            return date.clone();
        } else if (value instanceof Calendar calendar) {
            return calendar.clone();
        } else if (value instanceof TimeZone zone) {
            return zone.clone();
        } else if (value instanceof BitSet bits) {
            return bits.clone();
        } else if (value instanceof EnumSet<?> set) {
            return set.clone();
        }
        throw new AssertionError("Not deeply cloneable: " + value.getClass());
    }

    /** Whether the class was spun for a lambda expression or a method reference. */
    static boolean isLambda(Class<?> type) {
        return type.isHidden() && type.getName().contains("$$Lambda");
    }
}
