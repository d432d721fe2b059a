package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.spi.ByteSink;
import java.io.IOException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/**
 * Objects as MessagePack: the same binding as JSON's, by a tree, as there is no other way between the two libraries.
 *
 * <p><b>Threads:</b> any.
 */
final class MessagePackCodec extends BoundCodec {
    MessagePackCodec(CodecConfig config, ClassLoader classLoader) {
        super(MessagePackCodecProvider.NAME, MessagePackCodecProvider.ID, config, classLoader);
    }

    @Override
    void write(Object value, JavaType type, ByteSink target) throws IOException {
        JsonNode tree = mapper.writerFor(type).valueToTree(value);
        MessagePackTrees.write(tree, target);
    }

    @Override
    Object read(JavaType type, byte[] source, int offset, int length) throws IOException {
        return mapper.treeToValue(MessagePackTrees.read(source, offset, length), type);
    }
}
