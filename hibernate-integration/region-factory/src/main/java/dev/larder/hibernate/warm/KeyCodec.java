package dev.larder.hibernate.warm;

import dev.larder.store.CodecConfig;
import dev.larder.store.ValueFormat;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Codec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes keys of regions.
 *
 * <pre>
 * text role | u8 has a tenant | text tenant, if it has | part
 * part: u8 0 for null
 *       u8 1 | varint count | count × part          an id of several attributes
 *       u8 2 | varint length | value                an encoded value of the codec jdk
 * </pre>
 *
 * <p><b>Threads:</b> any.
 */
final class KeyCodec implements Codec {
    static final String NAME = "hibernate-key";
    private static final int ID = 242;
    private static final int NULL = 0;
    private static final int SEVERAL = 1;
    private static final int VALUE = 2;
    /** No id nests as deep; bytes that do are damaged. */
    private static final int MOST_LEVELS = 16;

    private final ValueFormat parts;

    KeyCodec(ClassLoader loader) {
        parts = ValueFormat.of(
                CodecConfig.builder().valueCodec("jdk").compression("none").build(), loader);
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
        return type == RegionKey.class;
    }

    @Override
    public Optional<Codec> forKeys() {
        return Optional.of(this);
    }

    @Override
    public void encode(Object value, ByteSink target) {
        RegionKey key = (RegionKey) value;
        target.putText(key.role());
        target.putByte(key.tenant() == null ? 0 : 1);
        if (key.tenant() != null) {
            target.putText(key.tenant());
        }
        putPart(key.id(), target);
    }

    private void putPart(@Nullable Object part, ByteSink target) {
        if (part == null) {
            target.putByte(NULL);
        } else if (part instanceof List<?> several) {
            target.putByte(SEVERAL);
            target.putVarLong(several.size());
            several.forEach(each -> putPart(each, target));
        } else {
            target.putByte(VALUE);
            byte[] encoded = parts.serialize(part);
            target.putVarLong(encoded.length);
            target.putBytes(encoded);
        }
    }

    @Override
    public Object decode(int formatVersion, byte[] source, int offset, int length) {
        ByteSource from = new ByteSource(source, offset, length);
        String role = from.takeText();
        String tenant = from.takeByte() == 0 ? null : from.takeText();
        RegionKey key = new RegionKey(role, takePart(from, 0), tenant);
        from.requireEnd();
        return key;
    }

    private @Nullable Object takePart(ByteSource from, int level) {
        int kind = from.takeByte();
        if (kind == NULL) {
            return null;
        }
        if (kind == VALUE) {
            return parts.deserialize(StateCodec.take(from, from.takeCount(1)));
        }
        if (kind != SEVERAL || level == MOST_LEVELS) {
            throw from.damaged("the kind " + kind + " on level " + level + " of an id");
        }
        int count = from.takeCount(1);
        List<@Nullable Object> several = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            several.add(takePart(from, level + 1));
        }
        return Collections.unmodifiableList(several);
    }
}
