package dev.larder.codecs.docs;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.Keyspace;
import dev.larder.store.Operations;
import dev.larder.store.ValueFormat;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Codec;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What the page says, as it stands there. */
final class CodecSnippets {
    private CodecSnippets() {}

    static CodecConfig settings() {
        CodecConfig codecs = CodecConfig.builder()
                .types(Order.class, Item.class)
                .packages("com.acme.shop")
                .compression("zstd")
                .compressFromBytes(4_096)
                .build();
        return codecs;
    }

    static CodecConfig choice() {
        CodecConfig codecs = CodecConfig.builder()
                .choice((key, value) -> value instanceof Report ? "json" : CodecConfig.AUTO)
                .types(Report.class, Order.class)
                .build();
        return codecs;
    }

    static void onePut(Keyspace<String, Report> reports, Report report) {
        reports.run("q3", Operations.withCodec("json", Operations.put(report)));
    }

    static Object helpers(CodecConfig codecs, Order order) {
        ValueFormat format = ValueFormat.of(codecs);
        byte[] bytes = format.serialize(order);
        Object again = format.deserialize(bytes);
        byte[] smaller = format.compress(bytes);
        byte[] restored = format.decompress(smaller);
        return format.deserialize(restored).equals(again) ? again : bytes;
    }

    static CodecConfig custom() {
        CodecConfig codecs = CodecConfig.builder()
                .custom(new PointCodec())
                .valueCodec("point")
                .build();
        return codecs;
    }

    record Order(long id, Item item) {}

    record Item(String name, int count) {}

    record Report(String title) {}

    record Point(int x, int y) {}

    static final class PointCodec implements Codec {
        @Override
        public int id() {
            return 100;
        }

        @Override
        public String name() {
            return "point";
        }

        @Override
        public int formatVersion() {
            return 1;
        }

        @Override
        public boolean canEncode(Class<?> type) {
            return type == Point.class;
        }

        @Override
        public void encode(Object value, ByteSink target) {
            Point point = (Point) value;
            target.putInt(point.x());
            target.putInt(point.y());
        }

        @Override
        public Object decode(int formatVersion, byte[] source, int offset, int length) {
            if (length != 8) {
                throw new CodecException("a point has 8 bytes, not " + length);
            }
            ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
            return new Point(Integer.reverseBytes(bytes.getInt()), Integer.reverseBytes(bytes.getInt()));
        }

        @Override
        public Optional<Codec> forKeys() {
            return Optional.of(this);
        }
    }
}
