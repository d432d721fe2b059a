package dev.larder.copy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import org.apache.fory.reflect.FieldAccessor;

/**
 * The fields of a class of the application that are copied, its superclasses' included: all but static and transient
 * ones.
 *
 * @param shared hold primitives or what is immutable by its declared type
 * @param copied hold what has to be looked at in each instance
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the loops over them are hot
record PlainFields(FieldAccessor[] shared, FieldAccessor[] copied) {

    static PlainFields of(Class<?> type) {
        var shared = new ArrayList<FieldAccessor>();
        var copied = new ArrayList<FieldAccessor>();
        for (Class<?> c = type; c != null && !JdkClasses.isJdk(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) != 0) {
                    continue;
                }
                Class<?> declared = field.getType();
                boolean immutable = declared.isPrimitive() || Immutability.isImmutableAsDeclared(declared);
                (immutable ? shared : copied).add(FieldAccessor.createAccessor(field));
            }
        }
        return new PlainFields(shared.toArray(FieldAccessor[]::new), copied.toArray(FieldAccessor[]::new));
    }
}
