package dev.larder.codecs;

import dev.larder.store.CodecException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageUnpacker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/**
 * Jackson's trees as MessagePack and back. Decimals, and whole numbers of more than 64 bits, for which MessagePack has no
 * type, are texts; who reads them into a field of numbers gets numbers.
 */
final class MessagePackTrees {
    private static final int MOST_DEPTH = 500;
    private static final int LONG_BITS = 63;

    private MessagePackTrees() {}

    static void write(JsonNode tree, ByteSink target) throws IOException {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            write(tree, packer, MOST_DEPTH);
            target.putBytes(packer.toByteArray());
        }
    }

    private static void write(JsonNode node, MessagePacker packer, int depthLeft) throws IOException {
        switch (node.getNodeType()) {
            case NULL, MISSING -> packer.packNil();
            case BOOLEAN -> packer.packBoolean(node.booleanValue());
            case STRING -> writeText(node.stringValue(), packer);
            case NUMBER -> writeNumber(node, packer);
            case BINARY -> writeBytes(node.binaryValue(), packer);
            case ARRAY -> {
                requireDepth(depthLeft);
                packer.packArrayHeader(node.size());
                for (JsonNode element : node.values()) {
                    write(element, packer, depthLeft - 1);
                }
            }
            case OBJECT -> {
                requireDepth(depthLeft);
                packer.packMapHeader(node.size());
                for (Map.Entry<String, JsonNode> property : node.properties()) {
                    writeText(property.getKey(), packer);
                    write(property.getValue(), packer, depthLeft - 1);
                }
            }
            case POJO -> writeEmbedded(((POJONode) node).getPojo(), packer);
        }
    }

    /** What Jackson takes for known to the format, of which MessagePack knows bytes. */
    private static void writeEmbedded(@Nullable Object embedded, MessagePacker packer) throws IOException {
        if (!(embedded instanceof byte[] bytes)) {
            throw new CodecException("The codec 'msgpack' has nothing for " + embedded + ". Choose another codec.");
        }
        writeBytes(bytes, packer);
    }

    private static void writeText(String text, MessagePacker packer) throws IOException {
        byte[] utf8 = ByteSink.utf8(text);
        packer.packRawStringHeader(utf8.length).writePayload(utf8);
    }

    private static void writeBytes(byte[] bytes, MessagePacker packer) throws IOException {
        packer.packBinaryHeader(bytes.length).writePayload(bytes);
    }

    private static void writeNumber(JsonNode node, MessagePacker packer) throws IOException {
        switch (node.numberType()) {
            case INT, LONG -> packer.packLong(node.longValue());
            case FLOAT -> packer.packFloat(node.floatValue());
            case DOUBLE -> packer.packDouble(node.doubleValue());
            case BIG_INTEGER -> {
                BigInteger number = node.bigIntegerValue();
                if (number.bitLength() <= LONG_BITS) {
                    packer.packLong(number.longValueExact());
                } else {
                    packer.packString(number.toString());
                }
            }
            case BIG_DECIMAL -> packer.packString(node.decimalValue().toString());
        }
    }

    static JsonNode read(byte[] source, int offset, int length) throws IOException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(source, offset, length)) {
            JsonNode tree = new Reader(unpacker, source, offset, length).read(MOST_DEPTH);
            if (unpacker.hasNext()) {
                throw new ByteSource(source, offset, length).damaged("more than one value of MessagePack");
            }
            return tree;
        } catch (MessagePackException damaged) {
            CodecException failure = new ByteSource(source, offset, length)
                    .damaged("no valid MessagePack (" + damaged.getMessage() + ")");
            failure.initCause(damaged);
            throw failure;
        }
    }

    private static void requireDepth(int depthLeft) {
        if (depthLeft == 0) {
            throw new CodecException("The value's parts are nested deeper than " + MOST_DEPTH
                    + " levels, which the codec 'msgpack' can't follow. Choose another codec.");
        }
    }

    /** Believes no count before it looked at how many bytes are left. */
    private static final class Reader {
        private final MessageUnpacker unpacker;
        private final byte[] source;
        private final int offset;
        private final int length;

        Reader(MessageUnpacker unpacker, byte[] source, int offset, int length) {
            this.unpacker = unpacker;
            this.source = source;
            this.offset = offset;
            this.length = length;
        }

        JsonNode read(int depthLeft) throws IOException {
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            return switch (unpacker.getNextFormat().getValueType()) {
                case NIL -> {
                    unpacker.unpackNil();
                    yield nodes.nullNode();
                }
                case BOOLEAN -> nodes.booleanNode(unpacker.unpackBoolean());
                case INTEGER -> nodes.numberNode(unpacker.unpackLong());
                case FLOAT -> nodes.numberNode(unpacker.unpackDouble());
                case STRING -> nodes.stringNode(readText());
                case BINARY -> nodes.binaryNode(readPayload(unpacker.unpackBinaryHeader()));
                case ARRAY -> readArray(nodes, depthLeft);
                case MAP -> readMap(nodes, depthLeft);
                case EXTENSION -> throw damaged("an extension type, which Larder does not write");
            };
        }

        private ArrayNode readArray(JsonNodeFactory nodes, int depthLeft) throws IOException {
            requireDepth(depthLeft);
            ArrayNode array = nodes.arrayNode();
            for (int left = requirePossible(unpacker.unpackArrayHeader()); left > 0; left--) {
                array.add(read(depthLeft - 1));
            }
            return array;
        }

        private ObjectNode readMap(JsonNodeFactory nodes, int depthLeft) throws IOException {
            requireDepth(depthLeft);
            ObjectNode map = nodes.objectNode();
            for (int left = requirePossible(unpacker.unpackMapHeader()); left > 0; left--) {
                String name = readText();
                map.set(name, read(depthLeft - 1));
            }
            return map;
        }

        private String readText() throws IOException {
            return new String(readPayload(unpacker.unpackRawStringHeader()), StandardCharsets.UTF_8);
        }

        private byte[] readPayload(int count) throws IOException {
            return unpacker.readPayload(requirePossible(count));
        }

        private int requirePossible(int count) {
            if (count < 0 || count > length - unpacker.getTotalReadBytes()) {
                throw damaged("a count of " + count + ", where fewer bytes are left");
            }
            return count;
        }

        private CodecException damaged(String found) {
            return new ByteSource(source, offset, length).damaged(found);
        }
    }
}
