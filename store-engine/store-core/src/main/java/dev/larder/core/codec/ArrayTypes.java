package dev.larder.core.codec;

import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;

/** Arrays of primitives, and BitSet: elements one after the other up to the end, the lowest byte first. */
final class ArrayTypes {
    private ArrayTypes() {}

    static List<JdkType<?>> all() {
        return List.of(
                JdkType.of(16, byte[].class, (value, target) -> target.putBytes(value), ByteSource::takeRest),
                JdkType.of(17, boolean[].class, ArrayTypes::writeBooleans, ArrayTypes::readBooleans),
                JdkType.of(
                        18,
                        short[].class,
                        (value, target) -> room(target, value.length, Short.BYTES)
                                .asShortBuffer()
                                .put(value),
                        source -> {
                            short[] value = new short[elements(source, Short.BYTES)];
                            rest(source).asShortBuffer().get(value);
                            return value;
                        }),
                JdkType.of(
                        19,
                        char[].class,
                        (value, target) -> room(target, value.length, Character.BYTES)
                                .asCharBuffer()
                                .put(value),
                        source -> {
                            char[] value = new char[elements(source, Character.BYTES)];
                            rest(source).asCharBuffer().get(value);
                            return value;
                        }),
                JdkType.of(
                        20,
                        int[].class,
                        (value, target) -> room(target, value.length, Integer.BYTES)
                                .asIntBuffer()
                                .put(value),
                        source -> {
                            int[] value = new int[elements(source, Integer.BYTES)];
                            rest(source).asIntBuffer().get(value);
                            return value;
                        }),
                JdkType.of(
                        21,
                        long[].class,
                        (value, target) -> room(target, value.length, Long.BYTES)
                                .asLongBuffer()
                                .put(value),
                        source -> {
                            long[] value = new long[elements(source, Long.BYTES)];
                            rest(source).asLongBuffer().get(value);
                            return value;
                        }),
                JdkType.of(
                        22,
                        float[].class,
                        (value, target) -> room(target, value.length, Float.BYTES)
                                .asFloatBuffer()
                                .put(value),
                        source -> {
                            float[] value = new float[elements(source, Float.BYTES)];
                            rest(source).asFloatBuffer().get(value);
                            return value;
                        }),
                JdkType.of(
                        23,
                        double[].class,
                        (value, target) -> room(target, value.length, Double.BYTES)
                                .asDoubleBuffer()
                                .put(value),
                        source -> {
                            double[] value = new double[elements(source, Double.BYTES)];
                            rest(source).asDoubleBuffer().get(value);
                            return value;
                        }),
                JdkType.of(
                        69,
                        BitSet.class,
                        (value, target) -> target.putBytes(value.toByteArray()),
                        source -> BitSet.valueOf(rest(source))));
    }

    private static void writeBooleans(boolean[] value, ByteSink target) {
        for (boolean element : value) {
            target.putByte(element ? 1 : 0);
        }
    }

    private static boolean[] readBooleans(ByteSource source) {
        boolean[] value = new boolean[source.remaining()];
        for (int i = 0; i < value.length; i++) {
            value[i] = source.takeByte() != 0;
        }
        return value;
    }

    /** Room behind what was written, counted as written already. */
    private static ByteBuffer room(ByteSink target, int elementCount, int elementBytes) {
        int length = Math.multiplyExact(elementCount, elementBytes);
        byte[] bytes = target.reserve(length);
        int begin = target.length();
        target.advance(length);
        return ByteBuffer.wrap(bytes, begin, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int elements(ByteSource source, int elementBytes) {
        if (source.remaining() % elementBytes != 0) {
            throw source.damaged(source.remaining() + " bytes of elements of " + elementBytes + " bytes each");
        }
        return source.remaining() / elementBytes;
    }

    /** All that is left, counted as read already. */
    private static ByteBuffer rest(ByteSource source) {
        ByteBuffer rest = ByteBuffer.wrap(source.array(), source.position(), source.remaining())
                .order(ByteOrder.LITTLE_ENDIAN);
        source.skip(source.remaining());
        return rest;
    }
}
