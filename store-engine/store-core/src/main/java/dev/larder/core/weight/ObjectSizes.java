package dev.larder.core.weight;

import org.jspecify.annotations.Nullable;

/**
 * How many bytes objects take on the heap, worked out from what can be seen of them, without an agent, without
 * options for the JVM and without looking into the JDK's classes.
 *
 * <p>Exact, on a JVM as {@link MemoryLayout} takes it to be, for strings, arrays of primitives, boxed numbers, UUIDs,
 * the values of {@code java.time}, and for classes and records of these. Estimated for containers (see {@link
 * JdkContainerSizes}). Objects of unknown kinds count for a flat 64 bytes. The work is bounded, and so the precision
 * for large graphs, see {@link GraphVisit}. What an entry shares with the program or with other entries counts in
 * full for each of them, but for enum constants, classes, and the numbers and empty containers that the JDK keeps for
 * all, which count for nothing.
 *
 * <p>Measured once against the used heap after collections, a million objects of each kind, JDK 17 and 25 with 4-byte
 * references, both the same: a record of UUID, string and date, and a {@code HashMap} of ten strings to strings, less
 * than 0.1 % off; an object with an {@code ArrayList} of five strings, 0.5 % too much; a list or map of five that was
 * made as a copy and so to measure, 5 to 6 % too much. Past the limits, with fewer objects: 10,000 strings in lists
 * of 100, 2 % too little; a chain of 100,000 nodes, of which only the first 4096 are seen, 96 % too little. Who
 * stores such values should bring a weigher.
 *
 * <p><b>Threads:</b> safe from any thread. An object that another thread changes at this moment is measured in some
 * state.
 */
public final class ObjectSizes {
    private static final long NOT_A_LEAF = -1;

    private ObjectSizes() {}

    /**
     * What an entry's key and value take together; what both refer to counts once. Where both are strings, byte
     * arrays or other single values, nothing is allocated.
     *
     * @return bytes, zero or more; {@link Integer#MAX_VALUE} for that many and for more
     */
    public static int weigh(Object key, Object value) {
        long keyBytes = leafBytes(key);
        long valueBytes = key == value ? 0 : leafBytes(value);
        long bytes =
                keyBytes == NOT_A_LEAF || valueBytes == NOT_A_LEAF ? graphBytes(key, value) : keyBytes + valueBytes;
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    /**
     * What an object takes together with all it refers to.
     *
     * @return bytes, zero or more; {@link Long#MAX_VALUE} for that many and for more
     */
    public static long sizeOf(@Nullable Object object) {
        if (object == null) {
            return 0;
        }
        long bytes = leafBytes(object);
        return bytes == NOT_A_LEAF ? graphBytes(object, null) : bytes;
    }

    private static long leafBytes(Object object) {
        if (object instanceof String string) {
            return JdkValueSizes.stringBytes(string);
        }
        if (object instanceof byte[] bytes) {
            return MemoryLayout.arrayBytes(1, bytes.length);
        }
        return SizeRules.of(object) instanceof SizeRule.Leaf leaf ? leaf.bytes(object) : NOT_A_LEAF;
    }

    private static long graphBytes(Object first, @Nullable Object second) {
        GraphVisit visit = new GraphVisit();
        visit.hold(second);
        visit.hold(first);
        return visit.run();
    }
}
