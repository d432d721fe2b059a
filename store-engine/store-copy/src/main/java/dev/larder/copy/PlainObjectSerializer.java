package dev.larder.copy;

import org.apache.fory.context.CopyContext;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.exception.ForyException;
import org.apache.fory.reflect.FieldAccessor;
import org.apache.fory.reflect.ObjectInstantiator;
import org.apache.fory.reflect.ObjectInstantiators;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Copies an object field by field, but for transient fields.
 *
 * <p>A Serializable class is constructed as Java serialization does: its own constructors don't run. Another class is
 * constructed by its no-arg constructor if it has one, else by none.
 */
final class PlainObjectSerializer extends Serializer<Object> {
    private final ObjectInstantiator<Object> instantiator;
    private @Nullable PlainFields fields;

    PlainObjectSerializer(TypeResolver resolver, Class<Object> type) {
        // Claims to be immutable to the superclass, so that the context leaves the bookkeeping of references to
        // copy(): it must happen there before the fields anyway, and the context would only repeat it.
        super(resolver.getConfig(), type, false, true);
        this.instantiator = instantiator(resolver, type);
    }

    static ObjectInstantiator<Object> instantiator(TypeResolver resolver, Class<Object> type) {
        try {
            return ObjectInstantiators.createObjectStreamInstantiator(type);
        } catch (ForyException e) {
            // There is no no-arg constructor to begin with: Java serialization could not read such a value. Fory can
            // still build it, without a constructor.
            return resolver.getObjectInstantiator(type);
        }
    }

    @Override
    public boolean isImmutable() {
        return false;
    }

    @Override
    public Object copy(CopyContext context, Object value) {
        Object known = context.getCopyObject(value);
        if (known != null) {
            return known;
        }
        PlainFields all = fields;
        if (all == null) {
            // Not in the constructor: Fory makes serializers ahead for classes it may never meet.
            all = PlainFields.of(type);
            fields = all;
        }
        Object copy = instantiator.newInstance();
        context.reference(value, copy);
        for (FieldAccessor field : all.shared()) {
            field.copy(value, copy);
        }
        for (FieldAccessor field : all.copied()) {
            Object part = field.getObject(value);
            field.putObject(copy, part == null ? null : context.copyObject(part));
        }
        return copy;
    }

    @Override
    public void write(WriteContext context, Object value) {
        throw new UnsupportedOperationException("Copies only");
    }

    @Override
    public Object read(ReadContext context) {
        throw new UnsupportedOperationException("Copies only");
    }
}
