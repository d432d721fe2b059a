package dev.larder.copy;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * Finds out whether a class takes part in its own Java serialization. Only serialization itself then knows what a copy
 * is: a class may rebuild derived state, replace itself or insist on being a singleton.
 */
final class SerializationHooks {
    private SerializationHooks() {}

    /** Whether the class or a superclass of the application has a hook that Java serialization would call. */
    static boolean has(Class<?> type) {
        if (!Serializable.class.isAssignableFrom(type)) {
            return false;
        }
        if (Externalizable.class.isAssignableFrom(type)) {
            return true;
        }
        for (Class<?> c = type; c != null && !JdkClasses.isJdk(c); c = c.getSuperclass()) {
            if (declares(c, "writeReplace") || declares(c, "readResolve")) {
                return true;
            }
            // Serialization never calls the others on a record.
            if (!c.isRecord() && (writesItself(c) || declares(c, "readObjectNoData"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean writesItself(Class<?> type) {
        return declares(type, "writeObject", ObjectOutputStream.class)
                || declares(type, "readObject", ObjectInputStream.class)
                || declaresPersistentFields(type);
    }

    private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
        try {
            return type.getDeclaredMethod(method, parameters) != null;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static boolean declaresPersistentFields(Class<?> type) {
        try {
            return type.getDeclaredField("serialPersistentFields") != null;
        } catch (NoSuchFieldException e) {
            return false;
        }
    }
}
