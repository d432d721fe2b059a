package dev.larder.store.spi;

import dev.larder.store.CodecException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A byte array that grows, for codecs to write to: multi-byte numbers little-endian, varints seven bits to a byte, the lowest
 * first. Not safe for use by several threads at once.
 */
public final class ByteSink {
    private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

    private byte[] bytes;
    private int length;

    /** An empty sink. */
    public ByteSink(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** Forgets what was written after the first so many bytes. */
    public void truncate(int newLength) {
        if (newLength > length) {
            throw new IllegalArgumentException("can't cut " + length + " bytes to " + newLength);
        }
        length = newLength;
    }

    /** The array that is written to, which is replaced when it is too short; only the first {@link #length} bytes count. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Makes room for so many more bytes, which the caller writes to {@link #array} and reports to {@link #advance}. */
    public byte[] reserve(int more) {
        if (more > bytes.length - length) {
            grow(more);
        }
        return bytes;
    }

    /** Counts bytes that were written to {@link #array} behind the others. */
    public void advance(int written) {
        length += written;
    }

    public void putByte(int value) {
        reserve(1)[length++] = (byte) value;
    }

    public void putInt(int value) {
        reserve(4);
        setInt(length, value);
        length += 4;
    }

    public void putLong(long value) {
        putInt((int) value);
        putInt((int) (value >>> 32));
    }

    /** Overwrites four bytes written before. */
    public void setInt(int offset, int value) {
        bytes[offset] = (byte) value;
        bytes[offset + 1] = (byte) (value >>> 8);
        bytes[offset + 2] = (byte) (value >>> 16);
        bytes[offset + 3] = (byte) (value >>> 24);
    }

    /** Writes a number of one to ten bytes; small ones that are not negative are the shortest. */
    public void putVarLong(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Writes a number of either sign, zigzag-coded, in one to ten bytes: those near zero are the shortest. */
    public void putSignedVarLong(long value) {
        putVarLong((value << 1) ^ (value >> 63));
    }

    public void putBytes(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, reserve(count), length, count);
        length += count;
    }

    public void putBytes(byte[] source) {
        putBytes(source, 0, source.length);
    }

    /**
     * Writes the text's length in bytes as a varint, then its UTF-8.
     *
     * @throws CodecException as {@link #utf8} does; nothing is written then
     */
    public void putText(String text) {
        byte[] utf8 = utf8(text);
        putVarLong(utf8.length);
        putBytes(utf8);
    }

    /**
     * A text's UTF-8.
     *
     * @throws CodecException if the text has half of a surrogate pair, which UTF-8 can't tell: it would become a question mark
     */
    public static byte[] utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    throw new CodecException(String.format(
                            Locale.ROOT,
                            "A text has half of a surrogate pair, \\u%04x, as its character %d, which can't be written as"
                                    + " UTF-8. Mend the text, or choose a codec that keeps all characters, as 'jdk' and"
                                    + " 'fory' do.",
                            (int) text.charAt(i),
                            i));
                }
                i++;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void grow(int more) {
        long wanted = (long) length + more;
        if (wanted > MOST_BYTES) {
            throw new IllegalArgumentException("an encoding of " + wanted + " bytes is longer than an array can be ("
                    + MOST_BYTES + " bytes); store smaller values");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(wanted, bytes.length * 2L)));
    }
}
