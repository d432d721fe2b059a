package dev.larder.codecs;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.larder.store.CodecConfig;
import dev.larder.store.spi.AllowedClasses;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.type.TypeFactory;

/** Sets Jackson up so that it restores what it wrote, or says that it can't. */
final class Mappers {
    /** What was written must be readable, however long; a text is bounded by the bytes that there are. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNumberLength(100_000)
            .build();

    private Mappers() {}

    static JsonMapper create(CodecConfig config, ClassLoader classLoader) {
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(LIMITS).build())
                .changeDefaultVisibility(visibility -> visibility
                        .withFieldVisibility(Visibility.ANY)
                        .withGetterVisibility(Visibility.NONE)
                        .withIsGetterVisibility(Visibility.NONE)
                        .withSetterVisibility(Visibility.NONE))
                .typeFactory(TypeFactory.createDefaultInstance().withClassLoader(classLoader))
                .setDefaultTyping(new ExactTypes())
                .polymorphicTypeValidator(new AllowedSubtypes(new AllowedClasses(config)))
                .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(
                        DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
                        DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                        DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
                // A field that was added is not in older data, and one that was removed is.
                .disable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** Subtypes that data may name where a class asks for it with {@code @JsonTypeInfo}: the ones that are allowed. */
    private static final class AllowedSubtypes extends PolymorphicTypeValidator {
        private static final long serialVersionUID = 1;

        private final transient AllowedClasses allowed;

        AllowedSubtypes(AllowedClasses allowed) {
            this.allowed = allowed;
        }

        @Override
        public Validity validateBaseType(DatabindContext context, JavaType baseType) {
            return Validity.INDETERMINATE;
        }

        @Override
        public Validity validateSubClassName(DatabindContext context, JavaType baseType, String subClassName) {
            return allowed.allows(subClassName) ? Validity.ALLOWED : Validity.DENIED;
        }

        @Override
        public Validity validateSubType(DatabindContext context, JavaType baseType, JavaType subType) {
            return allowed.allows(subType.getRawClass().getName()) ? Validity.ALLOWED : Validity.DENIED;
        }
    }
}
