package dev.larder.core.durable;

import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Codec;
import java.nio.charset.StandardCharsets;

/** An application's own codec of strings, which tells how many it wrote and read. For one thread at a time. */
final class CountingCodec implements Codec {
    static final String NAME = "counting";

    int written;
    int read;

    @Override
    public int id() {
        return 100;
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
        return type == String.class;
    }

    @Override
    public void encode(Object value, ByteSink target) {
        written++;
        target.putBytes(((String) value).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Object decode(int formatVersion, byte[] source, int offset, int length) {
        read++;
        return new String(source, offset, length, StandardCharsets.UTF_8);
    }
}
