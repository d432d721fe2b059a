package dev.larder.core.codec;

import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;

/**
 * One type of {@link JdkCodec}.
 *
 * @param tag the byte that tells it, never given to another
 * @param type the class of its values, and not of subclasses
 * @param writer appends the tag and what follows it
 * @param reader reads what follows the tag, up to the end
 */
record JdkType<T>(int tag, Class<? extends T> type, Writer<T> writer, Reader<T> reader) {
    /** Appends a value. */
    @FunctionalInterface
    interface Writer<T> {
        void write(T value, ByteSink target);
    }

    /** Reads a value without its tag; damaged bytes may also show as a RuntimeException of the value's own class. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ByteSource source);
    }

    /** A type whose values all have the one tag, which the writer leaves to this. */
    static <T> JdkType<T> of(int tag, Class<? extends T> type, Writer<T> writer, Reader<T> reader) {
        Writer<T> tagging = (value, target) -> {
            target.putByte(tag);
            writer.write(value, target);
        };
        return new JdkType<>(tag, type, tagging, reader);
    }

    @SuppressWarnings("unchecked") // found by the value's class
    void encode(Object value, ByteSink target) {
        writer.write((T) value, target);
    }
}
