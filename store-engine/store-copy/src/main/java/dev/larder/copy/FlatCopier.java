package dev.larder.copy;

import org.apache.fory.reflect.FieldAccessor;
import org.apache.fory.reflect.ObjectInstantiator;
import org.apache.fory.resolver.TypeResolver;
import org.jspecify.annotations.Nullable;

/**
 * Copies flat objects of one class: whose fields hold primitives, immutable objects and {@link FlatParts}.
 *
 * <p>A flat object holds no cycle, and all that can be shared inside it is one part by two of its fields. So it takes
 * neither a table of references nor a Fory, which is lent to one thread at a time by two atomic operations; those would
 * keep the processor from overlapping this copy's cache misses with those of the get around it.
 *
 * <p>An object's constructor may be the application's. It runs once all parts are copied, so that an object that turns
 * out not to be flat is constructed only by whoever copies it then.
 *
 * <p>A class of which many instances in a row were not flat, say since they hold a list of mutable objects, is given up
 * for good.
 *
 * <p><b>Threads:</b> any. {@link #vainTries} may lose a count or a reset, which only moves the moment of giving up.
 */
final class FlatCopier {
    /** Shared parts are found by comparing each with each. */
    private static final int MAX_PARTS = 8;

    /** A vain try costs a quarter of the copy that follows it. */
    private static final int MAX_VAIN_TRIES = 64;

    private static final @Nullable Object[] NO_PARTS = {};

    private final ObjectInstantiator<Object> instantiator;
    private final FieldAccessor[] sharedFields;
    private final FieldAccessor[] copiedFields;
    private int vainTries;

    private FlatCopier(ObjectInstantiator<Object> instantiator, PlainFields fields) {
        this.instantiator = instantiator;
        this.sharedFields = fields.shared();
        this.copiedFields = fields.copied();
    }

    /** Returns the copier of a class, or null if none of its instances is copied this way. */
    static @Nullable FlatCopier of(Class<Object> type, TypeResolver resolver) {
        if (type.isArray() || type.isRecord() || JdkClasses.isJdk(type) || Route.of(type) != Route.GRAPH) {
            return null;
        }
        PlainFields fields = PlainFields.of(type);
        return fields.copied().length > MAX_PARTS
                ? null
                : new FlatCopier(PlainObjectSerializer.instantiator(resolver, type), fields);
    }

    /**
     * Returns a copy, or null if the value is not flat.
     *
     * @param known whether the value is itself a copy that this method made, unchanged since
     */
    @Nullable Object copy(Object value, boolean known) {
        if (vainTries >= MAX_VAIN_TRIES) {
            return null;
        }
        Object copy = copiedFields.length == 1 ? copyWithPart(value, known) : copyWithParts(value, known);
        if (copy == null) {
            vainTries++;
        } else if (vainTries != 0) {
            vainTries = 0;
        }
        return copy;
    }

    private @Nullable Object copyWithParts(Object value, boolean known) {
        int count = copiedFields.length;
        @Nullable Object[] parts = count == 0 ? NO_PARTS : new Object[count];
        for (int i = 0; i < count; i++) {
            Object part = copiedFields[i].getObject(value);
            if (part != null) {
                Object copied = copiedBefore(part, value, parts, i);
                if (copied == null) {
                    copied = FlatParts.copy(part, known);
                }
                if (copied == null) {
                    return null;
                }
                parts[i] = copied;
            }
        }
        Object copy = copyShared(value);
        for (int i = 0; i < count; i++) {
            copiedFields[i].putObject(copy, parts[i]);
        }
        return copy;
    }

    /** The usual case, spared the array. */
    private @Nullable Object copyWithPart(Object value, boolean known) {
        FieldAccessor field = copiedFields[0];
        Object part = field.getObject(value);
        Object copiedPart = part == null ? null : FlatParts.copy(part, known);
        if (part != null && copiedPart == null) {
            return null;
        }
        Object copy = copyShared(value);
        field.putObject(copy, copiedPart);
        return copy;
    }

    private @Nullable Object copiedBefore(Object part, Object value, @Nullable Object[] parts, int count) {
        for (int i = 0; i < count; i++) {
            if (copiedFields[i].getObject(value) == part) {
                return parts[i];
            }
        }
        return null;
    }

    private Object copyShared(Object value) {
        Object copy = instantiator.newInstance();
        for (FieldAccessor field : sharedFields) {
            field.copy(value, copy);
        }
        return copy;
    }
}
