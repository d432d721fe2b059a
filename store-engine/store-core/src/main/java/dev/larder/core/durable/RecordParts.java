package dev.larder.core.durable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Shows what a frame of the log consists of: one record, or the records of a batch. Stateless. */
final class RecordParts {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private RecordParts() {}

    /** Is given the records of a frame, in their order. */
    @FunctionalInterface
    interface Visitor {
        void visit(byte[] bytes, int offset, int length);
    }

    static void visit(byte[] frame, int offset, int length, Visitor visitor) {
        if ((frame[offset] & RecordWriter.KIND_MASK) != RecordWriter.BATCH) {
            visitor.visit(frame, offset, length);
            return;
        }
        int end = offset + length;
        int position = offset + 1;
        while (position < end) {
            int rest = end - position - Integer.BYTES;
            int partLength = rest < 0 ? 0 : (int) INT.get(frame, position);
            if (partLength <= 0 || partLength > rest) {
                throw RecordReader.malformed("a part of " + partLength + " bytes");
            }
            position += Integer.BYTES;
            visitor.visit(frame, position, partLength);
            position += partLength;
        }
    }
}
