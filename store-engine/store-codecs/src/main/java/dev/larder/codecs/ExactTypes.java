package dev.larder.codecs;

import com.fasterxml.jackson.annotation.JsonTypeInfo.As;
import java.io.Serializable;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.WritableTypeId;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.jsontype.impl.StdTypeResolverBuilder;

/**
 * Refuses what would come back as another class: data does not name classes, so a part is read as what its field, or the
 * container that it is in, is declared as. Stands where Jackson would write class names, and writes none. Where a class
 * asks for names itself, with {@code @JsonTypeInfo}, Jackson does not come here.
 *
 * <p><b>Threads:</b> any.
 */
final class ExactTypes extends StdTypeResolverBuilder {
    /** Classes of the JDK that values of others are given out as, and read back as neither. */
    private static final Set<Class<?>> VAGUE =
            Set.of(Object.class, Serializable.class, Comparable.class, Number.class, Date.class);

    @Override
    public @Nullable TypeSerializer buildTypeSerializer(
            SerializationContext context, JavaType declared, @Nullable Collection<NamedType> subtypes) {
        if (declared.isMapLikeType()) {
            return isVague(declared.getKeyType()) ? new KeyCheck(declared) : null;
        }
        boolean mayHoldAnother = !declared.isFinal()
                && !declared.isPrimitive()
                && !declared.isContainerType()
                && !declared.isReferenceType();
        return mayHoldAnother ? new ClassCheck(declared) : null;
    }

    /** Nothing is read that was not written. */
    @Override
    public @Nullable TypeDeserializer buildTypeDeserializer(
            DeserializationContext context, JavaType declared, @Nullable Collection<NamedType> subtypes) {
        return null;
    }

    private static boolean isVague(JavaType type) {
        return VAGUE.contains(type.getRawClass());
    }

    /** Is shown each value before it is written. */
    private abstract static class Check extends TypeSerializer {
        final JavaType declared;

        Check(JavaType declared) {
            this.declared = declared;
        }

        abstract void check(Object value, SerializationContext context);

        final void refuse(Object value, SerializationContext context) {
            context.reportBadDefinition(
                    declared,
                    "a " + value.getClass().getName() + " where " + declared.toCanonical()
                            + " is declared would not be restored; declare what there is, or let the declared class"
                            + " tell by @JsonTypeInfo");
        }

        @Override
        public WritableTypeId writeTypePrefix(
                JsonGenerator generator, SerializationContext context, WritableTypeId type) {
            check(type.forValue, context);
            if (type.valueShape == JsonToken.START_OBJECT) {
                generator.writeStartObject(type.forValue);
            } else if (type.valueShape == JsonToken.START_ARRAY) {
                generator.writeStartArray(type.forValue);
            }
            return type;
        }

        @Override
        public WritableTypeId writeTypeSuffix(
                JsonGenerator generator, SerializationContext context, WritableTypeId type) {
            if (type.valueShape == JsonToken.START_OBJECT) {
                generator.writeEndObject();
            } else if (type.valueShape == JsonToken.START_ARRAY) {
                generator.writeEndArray();
            }
            return type;
        }

        @Override
        public TypeSerializer forProperty(SerializationContext context, BeanProperty property) {
            return this;
        }

        @Override
        public As getTypeInclusion() {
            return As.EXISTING_PROPERTY;
        }

        @Override
        public @Nullable String getPropertyName() {
            return null;
        }

        @Override
        public @Nullable TypeIdResolver getTypeIdResolver() {
            return null;
        }
    }

    /** A part must be of the very class that is declared, unless the JDK is who knows the classes. */
    private static final class ClassCheck extends Check {
        ClassCheck(JavaType declared) {
            super(declared);
        }

        @Override
        void check(Object value, SerializationContext context) {
            Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
            if (type != declared.getRawClass() && !isToldByItsShape(value)) {
                refuse(value, context);
            }
        }

        /** Texts and truth values look like nothing else; and a ZoneId, say, is restored by what it says of itself. */
        private boolean isToldByItsShape(Object value) {
            return isVague(declared)
                    ? value instanceof String || value instanceof Boolean
                    : TypeTexts.isOfTheJdk(declared.getRawClass());
        }
    }

    /** Keys are names in the data, and come back as texts where their type is not declared. */
    private static final class KeyCheck extends Check {
        KeyCheck(JavaType declared) {
            super(declared);
        }

        @Override
        void check(Object value, SerializationContext context) {
            for (Object key : ((Map<?, ?>) value).keySet()) {
                if (!(key instanceof String)) {
                    refuse(value, context);
                }
            }
        }
    }
}
