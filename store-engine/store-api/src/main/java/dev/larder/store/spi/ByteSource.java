package dev.larder.store.spi;

import dev.larder.store.CodecException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads what a {@link ByteSink} wrote, and never beyond the end: bytes that are missing or can't be are a
 * {@link CodecException}. Not safe for use by several threads at once.
 */
public final class ByteSource {
    private final byte[] bytes;
    private final int begin;
    private final int end;
    private int position;

    /** Reads so many bytes of an array. */
    public ByteSource(byte[] bytes, int offset, int length) {
        if ((offset | length) < 0 || length > bytes.length - offset) {
            throw new IndexOutOfBoundsException(
                    length + " bytes from " + offset + " on are not in an array of " + bytes.length);
        }
        this.bytes = bytes;
        this.begin = offset;
        this.position = offset;
        this.end = offset + length;
    }

    /** The array that is read. */
    public byte[] array() {
        return bytes;
    }

    /** The index in {@link #array} of the byte that is read next. */
    public int position() {
        return position;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** The next byte, 0 to 255. */
    public int takeByte() {
        require(1);
        return bytes[position++] & 0xFF;
    }

    /** Four bytes, the lowest first. */
    public int takeInt() {
        require(4);
        int at = position;
        position = at + 4;
        return (bytes[at] & 0xFF)
                | (bytes[at + 1] & 0xFF) << 8
                | (bytes[at + 2] & 0xFF) << 16
                | (bytes[at + 3] & 0xFF) << 24;
    }

    /** Eight bytes, the lowest first. */
    public long takeLong() {
        require(8);
        long low = takeInt() & 0xFFFF_FFFFL;
        return low | (long) takeInt() << 32;
    }

    /** What {@link ByteSink#putVarLong} wrote. */
    public long takeVarLong() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = takeByte();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                if (shift == 63 && next > 1) {
                    break;
                }
                return value;
            }
        }
        throw damaged("a number that is longer than 64 bits");
    }

    /** What {@link ByteSink#putSignedVarLong} wrote. */
    public long takeSignedVarLong() {
        long zigzag = takeVarLong();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** A {@link #takeSignedVarLong} that must be an int. */
    public int takeSignedVarInt() {
        long value = takeSignedVarLong();
        if (value != (int) value) {
            throw damaged("the number " + value + " where one of 32 bits was written");
        }
        return (int) value;
    }

    /** A count of things that are still to come, each at least so many bytes long. */
    public int takeCount(int leastBytesEach) {
        long count = takeVarLong();
        if (count < 0 || count > remaining() / leastBytesEach) {
            throw damaged(Long.toUnsignedString(count) + " parts of " + leastBytesEach
                    + " or more bytes each, where only " + remaining() + " bytes are left");
        }
        return (int) count;
    }

    /** What {@link ByteSink#putText} wrote. */
    public String takeText() {
        int length = takeCount(1);
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** A copy of all that is left. */
    public byte[] takeRest() {
        byte[] rest = new byte[remaining()];
        System.arraycopy(bytes, position, rest, 0, rest.length);
        position = end;
        return rest;
    }

    /** Leaves bytes out, which the caller reads from {@link #array}. */
    public void skip(int count) {
        require(count);
        position += count;
    }

    /** Checks that nothing is left. */
    public void requireEnd() {
        if (position != end) {
            throw damaged(remaining() + " more bytes where the value should end");
        }
    }

    /** An exception that tells what was found at the byte that is read next. */
    public CodecException damaged(String found) {
        return new CodecException(String.format(
                Locale.ROOT,
                "These %d bytes are no encoded value: at byte %d there is %s. They are damaged, or were not written by Larder;"
                        + " remove or write the entry anew.",
                end - begin,
                position - begin,
                found));
    }

    private void require(int count) {
        if (count < 0 || count > end - position) {
            throw damaged("the end, where " + count + " more bytes should be");
        }
    }
}
