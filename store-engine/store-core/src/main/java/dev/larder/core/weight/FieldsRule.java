package dev.larder.core.weight;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures the objects of a class that isn't the JDK's by its fields, those of its superclasses included up to the
 * first class of the JDK, which is measured by its own rule: a user's list that extends {@link ArrayList} holds its
 * elements.
 *
 * <p>A field that Java doesn't let us read (the class lives in a module that doesn't open its package) counts for
 * {@value #UNREADABLE_BYTES} bytes and isn't followed, unless a record's accessor tells. An inner class's reference to
 * the object around it is not followed: that one isn't the entry's.
 *
 * <p><b>Threads:</b> immutable; reads fields without any lock, so it may see an object in the middle of a change.
 */
final class FieldsRule implements SizeRule.Compound {
    static final int UNREADABLE_BYTES = 32;

    private final long ownBytes;
    private final Reader[] readers;
    private final @Nullable SizeRule inherited;

    private FieldsRule(long ownBytes, List<Reader> readers, @Nullable SizeRule inherited) {
        this.ownBytes = ownBytes;
        this.readers = readers.toArray(Reader[]::new);
        this.inherited = inherited;
    }

    static SizeRule of(Class<?> type) {
        try {
            return read(type);
        } catch (LinkageError e) {
            // A field's type is missing at run time; the JVM then shows none of the class's fields.
            return (SizeRule.Leaf) object -> SizeRules.UNKNOWN_BYTES;
        }
    }

    private static SizeRule read(Class<?> type) {
        int references = 0;
        int primitiveBytes = 0;
        int unreadable = 0;
        List<Reader> readers = new ArrayList<>();
        Class<?> declaring = type;
        for (; declaring != null && !SizeRules.isOfTheJdk(declaring); declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                if (field.getType().isPrimitive()) {
                    primitiveBytes += MemoryLayout.slotBytes(field.getType());
                    continue;
                }
                references++;
                if (isFollowed(field)) {
                    Reader reader = readerOf(field);
                    if (reader == null) {
                        unreadable++;
                    } else {
                        readers.add(reader);
                    }
                }
            }
        }
        SizeRule inherited = null;
        if (declaring != null && !Modifier.isAbstract(declaring.getModifiers()) && declaring != Object.class) {
            inherited = SizeRules.ofClass(declaring);
        } else if (declaring != null && Map.class.isAssignableFrom(declaring)) {
            references += 2; // the views that AbstractMap keeps
        } else if (declaring != null && List.class.isAssignableFrom(declaring)) {
            primitiveBytes += Integer.BYTES; // AbstractList's modCount
        }
        long ownBytes = MemoryLayout.objectBytes(references, primitiveBytes) + (long) unreadable * UNREADABLE_BYTES;
        return new FieldsRule(
                inherited == null ? ownBytes : ownBytes - MemoryLayout.objectBytes(0, 0), readers, inherited);
    }

    @Override
    public long bytes(Object object, GraphVisit visit) {
        long bytes = ownBytes;
        if (inherited instanceof SizeRule.Leaf leaf) {
            bytes += leaf.bytes(object);
        } else if (inherited instanceof SizeRule.Compound compound) {
            bytes += compound.bytes(object, visit);
        }
        for (Reader reader : readers) {
            try {
                visit.hold(reader.read(object));
            } catch (ReflectiveOperationException e) {
                bytes += UNREADABLE_BYTES; // the accessor of a record threw
            }
        }
        return bytes;
    }

    private static boolean isFollowed(Field field) {
        return !(field.isSynthetic() && field.getName().startsWith("this$"))
                && !field.getType().isEnum()
                && field.getType() != Class.class;
    }

    private static @Nullable Reader readerOf(Field field) {
        if (field.trySetAccessible()) {
            return field::get;
        }
        Class<?> declaring = field.getDeclaringClass();
        if (declaring.isRecord()) {
            for (RecordComponent component : declaring.getRecordComponents()) {
                if (component.getName().equals(field.getName())
                        && component.getAccessor().trySetAccessible()) {
                    return component.getAccessor()::invoke;
                }
            }
        }
        return null;
    }

    @FunctionalInterface
    private interface Reader {
        @Nullable Object read(Object object) throws ReflectiveOperationException;
    }
}
