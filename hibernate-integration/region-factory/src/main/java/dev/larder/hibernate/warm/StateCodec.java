package dev.larder.hibernate.warm;

import dev.larder.hibernate.entry.CachedState;
import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.ValueFormat;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Codec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes what keys of regions have. Neither timestamps nor holders of locks mean anything in another run, in which other
 * transactions take their timestamps from a clock that may have been set back. So state comes back as older than everything
 * that happens there: whatever is read, changed or cleared comes after it. A lock comes back as one that timed out
 * long ago: it hides what it stands for, and keeps nobody out.
 *
 * <pre>
 * u8 0                                        a lock
 * u8 1 | value                                state without version: an encoded value
 * u8 2 | varint length | version | value      state with its version, both encoded values
 * </pre>
 *
 * <p><b>Threads:</b> any.
 */
final class StateCodec implements Codec {
    static final String NAME = "hibernate-state";
    private static final int ID = 241;
    private static final int LOCK = 0;
    private static final int ITEM = 1;
    private static final int VERSIONED_ITEM = 2;
    /** Before all timestamps that are taken, and after the time at which a region was cleared that never was. */
    private static final long BEFORE_ALL = 1;

    private static final KeyLock ABANDONED = new KeyLock(BEFORE_ALL, BEFORE_ALL, BEFORE_ALL, 1, true, BEFORE_ALL);

    private final ValueFormat values;

    /** @param values writes disassembled state */
    StateCodec(ValueFormat values) {
        this.values = values;
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
        return CachedState.class.isAssignableFrom(type);
    }

    @Override
    public void encode(Object value, ByteSink target) {
        if (!(value instanceof Item item)) {
            target.putByte(LOCK);
            return;
        }
        Object version = item.version();
        target.putByte(version == null ? ITEM : VERSIONED_ITEM);
        if (version != null) {
            byte[] encoded = values.serialize(version);
            target.putVarLong(encoded.length);
            target.putBytes(encoded);
        }
        target.putBytes(values.serialize(item.value()));
    }

    @Override
    public Object decode(int formatVersion, byte[] source, int offset, int length) {
        ByteSource from = new ByteSource(source, offset, length);
        int kind = from.takeByte();
        if (kind == LOCK) {
            from.requireEnd();
            return ABANDONED;
        }
        if (kind != ITEM && kind != VERSIONED_ITEM) {
            throw from.damaged("the kind " + kind + " where 0 (a lock), 1 or 2 (state) should be");
        }
        @Nullable Object version = kind == ITEM ? null : values.deserialize(take(from, from.takeCount(1)));
        return new Item(values.deserialize(from.takeRest()), version, BEFORE_ALL);
    }

    static byte[] take(ByteSource from, int count) {
        byte[] taken = Arrays.copyOfRange(from.array(), from.position(), from.position() + count);
        from.skip(count);
        return taken;
    }
}
