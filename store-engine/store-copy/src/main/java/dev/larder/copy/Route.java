package dev.larder.copy;

import java.lang.reflect.Proxy;

/** How values of one class are copied. Depends on the class alone, so it is decided once in the life of a class. */
enum Route {
    /** Immutable: not copied at all. */
    SHARE,
    /** A key of Spring: immutable if its parameters are, which each instance is asked; else as SERIALIZE. */
    SIMPLE_KEY,
    /** A shallow clone is deep enough: arrays of primitives and immutables, dates, bit sets. */
    CLONE,
    /** A graph of plain objects, for Fory; through Java serialization where Fory is absent or meets a SERIALIZE. */
    GRAPH,
    /** Only Java serialization makes a right copy. */
    SERIALIZE;

    private static final Route[] ALL = values();

    /**
     * Holds ordinals, not routes: an entry lives in the class it is for, and an enum constant of ours in the entry of
     * String would keep our class loader alive after a redeployment.
     */
    private static final ClassValue<Integer> ORDINALS = new ClassValue<>() {
        @Override
        @SuppressWarnings("EnumOrdinal") // never leaves this class
        protected Integer computeValue(Class<?> type) {
            return decide(type).ordinal();
        }
    };

    static Route of(Class<?> type) {
        return ALL[ORDINALS.get(type)];
    }

    private static Route decide(Class<?> type) {
        if (type.isArray()) {
            Class<?> component = type.getComponentType();
            return component.isPrimitive() || Immutability.isImmutableAsDeclared(component) ? CLONE : GRAPH;
        }
        if (Immutability.isImmutable(type) || SpringClasses.isNullValue(type)) {
            return SHARE;
        }
        if (JdkClasses.isDeepCloneable(type)) {
            return CLONE;
        }
        if (JdkClasses.isJdk(type)) {
            return JdkClasses.isCopiedByFory(type) ? GRAPH : SERIALIZE;
        }
        if (SpringClasses.isSimpleKey(type)) {
            return SIMPLE_KEY;
        }
        return isPlain(type) ? GRAPH : SERIALIZE;
    }

    /** Whether copying the fields is all there is to copying an instance of this class of the application. */
    private static boolean isPlain(Class<?> type) {
        if (SerializationHooks.has(type) || Proxy.isProxyClass(type) || type.isHidden()) {
            return false;
        }
        Class<?> firstOfJdk = type;
        while (!JdkClasses.isJdk(firstOfJdk)) {
            firstOfJdk = firstOfJdk.getSuperclass();
        }
        return JdkClasses.isPlainSuperclass(firstOfJdk);
    }
}
