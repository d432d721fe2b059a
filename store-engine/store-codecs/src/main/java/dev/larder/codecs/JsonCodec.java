package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.spi.ByteSink;
import tools.jackson.databind.JavaType;

/**
 * Objects as JSON in UTF-8, which people and other programs can read.
 *
 * <p><b>Threads:</b> any.
 */
final class JsonCodec extends BoundCodec {
    JsonCodec(CodecConfig config, ClassLoader classLoader) {
        super(JsonCodecProvider.NAME, JsonCodecProvider.ID, config, classLoader);
    }

    @Override
    void write(Object value, JavaType type, ByteSink target) {
        target.putBytes(mapper.writerFor(type).writeValueAsBytes(value));
    }

    @Override
    Object read(JavaType type, byte[] source, int offset, int length) {
        return mapper.readValue(source, offset, length, type);
    }
}
