package dev.larder.core.weight;

/**
 * How a 64-bit HotSpot lays objects out: a header, the fields without gaps worth naming, all rounded up to 8 bytes.
 *
 * <p>References have 4 bytes in a heap below 32 GiB and 8 in a larger one, which is asked once, of {@link
 * Runtime#maxMemory}. The header has 12 bytes in both: the class in it is compressed whatever the heap's size, in
 * every JDK since 15. JVMs that were told otherwise (ZGC, {@code -XX:-UseCompressedOops}, {@code
 * -XX:ObjectAlignmentInBytes}, {@code -XX:+UseCompactObjectHeaders}, {@code -XX:-CompactStrings}) are measured with
 * the same rules and so a little wrong; with 8-byte references in a small heap, too low.
 *
 * <p><b>Threads:</b> constants and pure functions.
 */
final class MemoryLayout {
    private static final long COMPRESSED_REFERENCES_BELOW_BYTES = 32L << 30;

    static final int REFERENCE_BYTES = Runtime.getRuntime().maxMemory() < COMPRESSED_REFERENCES_BELOW_BYTES ? 4 : 8;

    private static final int HEADER_BYTES = 12;
    private static final int ARRAY_HEADER_BYTES = 16;

    private MemoryLayout() {}

    /** An object of so many references and so many bytes of primitive fields. */
    static long objectBytes(int references, int primitiveBytes) {
        return aligned(HEADER_BYTES + (long) references * REFERENCE_BYTES + primitiveBytes);
    }

    static long arrayBytes(int elementBytes, long length) {
        return aligned(ARRAY_HEADER_BYTES + elementBytes * length);
    }

    static long referenceArrayBytes(long length) {
        return arrayBytes(REFERENCE_BYTES, length);
    }

    /** Bytes of a field, or of an array's element, of the given type. */
    static int slotBytes(Class<?> type) {
        if (!type.isPrimitive()) {
            return REFERENCE_BYTES;
        }
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        if (type == int.class || type == float.class) {
            return Integer.BYTES;
        }
        return type == char.class || type == short.class ? Short.BYTES : Byte.BYTES;
    }

    private static long aligned(long bytes) {
        return (bytes + 7) & ~7L;
    }
}
