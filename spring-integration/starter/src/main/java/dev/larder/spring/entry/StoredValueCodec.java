package dev.larder.spring.entry;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.Persistence;
import dev.larder.store.ValueFormat;
import dev.larder.store.settings.PersistenceSettings;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Codec;
import java.util.ArrayList;
import java.util.List;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.cache.support.NullValue;

/**
 * Writes what stands in a keyspace beside the application's own values: the stand-in for null, and values with tags. The value
 * inside is written by the codec that the settings name.
 *
 * <pre>
 * u8 0                                                null
 * u8 1 | varint count | count × text | the value      a value with tags, itself a whole encoded value or u8 0 for null
 * </pre>
 *
 * <p><b>Threads:</b> any.
 */
public final class StoredValueCodec implements Codec {
    private static final int ID = 240;
    private static final String NAME = "spring-value";
    private static final int NULL = 0;
    private static final int TAGGED = 1;

    private final ValueFormat values;

    private StoredValueCodec(ValueFormat values) {
        this.values = values;
    }

    /**
     * The persistence of a cache's keyspace.
     *
     * @param settings as they were made for the cache
     * @param loader finds the classes of keys and values
     * @throws IllegalArgumentException if a class that they name is not there, or they contradict each other
     */
    public static Persistence persistence(PersistenceSettings settings, ClassLoader loader) {
        if (!settings.keepsOnDisk()) {
            return Persistence.none();
        }
        List<Class<?>> known = List.of(SimpleKey.class);
        CodecConfig own = settings.codecs(loader, known).build();
        String ofObjects = own.valueCodec();
        return settings.toPersistence(settings.codecs(loader, known)
                .custom(new StoredValueCodec(ValueFormat.of(own, loader)))
                .choice((key, value) -> isOurs(value.getClass()) ? NAME : ofObjects)
                .build());
    }

    private static boolean isOurs(Class<?> type) {
        return type == Tagged.class || type == NullValue.class;
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int formatVersion() {
        return 1;
    }

    @Override
    public boolean canEncode(Class<?> type) {
        return isOurs(type);
    }

    @Override
    public void encode(Object value, ByteSink target) {
        if (value instanceof Tagged tagged) {
            target.putByte(TAGGED);
            target.putVarLong(tagged.tags().size());
            tagged.tags().forEach(target::putText);
            if (tagged.value() == NullValue.INSTANCE) {
                target.putByte(NULL);
            } else {
                target.putByte(TAGGED);
                target.putBytes(values.serialize(tagged.value()));
            }
        } else {
            target.putByte(NULL);
        }
    }

    @Override
    public Object decode(int formatVersion, byte[] source, int offset, int length) {
        ByteSource from = new ByteSource(source, offset, length);
        if (isNull(from)) {
            from.requireEnd();
            return NullValue.INSTANCE;
        }
        int count = from.takeCount(1);
        List<String> tags = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tags.add(from.takeText());
        }
        return new Tagged(isNull(from) ? NullValue.INSTANCE : values.deserialize(from.takeRest()), List.copyOf(tags));
    }

    /** @throws CodecException if there is neither null nor a value */
    private static boolean isNull(ByteSource from) {
        int kind = from.takeByte();
        if (kind != NULL && kind != TAGGED) {
            throw from.damaged("the kind " + kind + " where 0 (null) or 1 (a value) should be");
        }
        return kind == NULL;
    }
}
