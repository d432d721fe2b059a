package dev.larder.core.snapshot;

/**
 * Lengths in as few bytes as they need, as {@link dev.larder.store.spi.ByteSink#putVarLong} writes them: seven bits to a
 * byte, the lowest first, the highest bit set in all but the last.
 */
final class Varint {
    /** What an int that is not negative takes at most. */
    static final int MOST_BYTES = 5;

    private Varint() {}

    static int bytesOf(int value) {
        int bytes = 1;
        for (int rest = value >>> 7; rest != 0; rest >>>= 7) {
            bytes++;
        }
        return bytes;
    }

    static void put(int value, byte[] target, int offset) {
        int rest = value;
        int at = offset;
        for (; rest > 0x7F; rest >>>= 7) {
            target[at++] = (byte) (rest | 0x80);
        }
        target[at] = (byte) rest;
    }

    /**
     * Reads a length; {@link #bytesOf} says how many bytes it took.
     *
     * @return the length, or -1 if there is none of at most 31 bits, in its shortest form, before {@code end}
     */
    static int get(byte[] source, int offset, int end) {
        int value = 0;
        for (int i = 0; i < MOST_BYTES && offset + i < end; i++) {
            byte part = source[offset + i];
            value |= (part & 0x7F) << (7 * i);
            if (part >= 0) {
                boolean fits = value >= 0 && bytesOf(value) == i + 1 && (i < MOST_BYTES - 1 || part < 8);
                return fits ? value : -1;
            }
        }
        return -1;
    }
}
