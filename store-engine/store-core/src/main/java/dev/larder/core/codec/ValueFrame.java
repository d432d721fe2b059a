package dev.larder.core.codec;

import dev.larder.store.CodecException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Codec;
import dev.larder.store.spi.Compression;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands before every encoded key and value: {@code codec id u8 | format version u8 | flags u8}, and if the flags name
 * a compression, the length before it as a varint (docs/formats/values.md).
 *
 * <p>A length that was written is not believed until the bytes that are there justify it: nothing becomes more than
 * {@value #MOST_EXPANSION} times longer than it was stored, nor longer than {@value #MOST_RAW_BYTES} bytes or half the heap.
 * Values that compress better than that are stored as they are.
 *
 * <p><b>Threads:</b> any.
 */
final class ValueFrame {
    /** Of the flags, the bits of the compression; all others are zero until there is a use for them. */
    static final int COMPRESSION_MASK = 0x0F;

    /** What Deflate can reach at most. */
    static final int MOST_EXPANSION = 1_032;

    /** The longest encoding that is compressed; a longer one is stored as it is. */
    static final int MOST_RAW_BYTES = 1 << 30;

    /** What a value may take before it is even decoded. One that is longer could not be used either. */
    private static final long MOST_RAW_BYTES_HERE =
            Math.min(MOST_RAW_BYTES, Runtime.getRuntime().maxMemory() / 2);

    private final Codecs codecs;
    private final Compressions compressions;
    private final @Nullable Compression compression;
    private final int compressFromBytes;

    /** @param compression what values are compressed by that are written, or null */
    ValueFrame(Codecs codecs, Compressions compressions, @Nullable Compression compression, int compressFromBytes) {
        this.codecs = codecs;
        this.compressions = compressions;
        this.compression = compression;
        this.compressFromBytes = compressFromBytes;
    }

    /** Appends what is never compressed. */
    static void encode(Codec codec, Object value, ByteSink target) {
        int begin = target.length();
        target.putByte(codec.id());
        target.putByte(codec.formatVersion());
        target.putByte(0);
        try {
            codec.encode(value, target);
        } catch (CodecException refused) {
            target.truncate(begin);
            throw refused;
        } catch (RuntimeException | StackOverflowError | LinkageError failed) {
            target.truncate(begin);
            throw new CodecException(
                    String.format(
                            Locale.ROOT,
                            "The codec '%s' can't write a value of %s: %s. Choose another codec for it, or make the value"
                                    + " simpler (%s).",
                            codec.name(),
                            value.getClass().getName(),
                            failed,
                            failed instanceof StackOverflowError
                                    ? "its parts are nested too deep"
                                    : "see what the cause names"),
                    failed);
        }
    }

    /** Appends a value, compressed if the settings ask for it and an eighth is saved. */
    void encodeCompressing(Codec codec, Object value, ByteSink target) {
        int begin = target.length();
        encode(codec, value, target);
        if (compression != null) {
            int bodyBegin = begin + 3;
            int rawLength = target.length() - bodyBegin;
            if (rawLength >= compressFromBytes && rawLength > 0 && rawLength <= MOST_RAW_BYTES) {
                compressBody(compression, target, bodyBegin, rawLength);
            }
        }
    }

    /** Compresses to behind the body, in the same array, and moves the result to the body's place if it is worth it. */
    private static void compressBody(Compression compression, ByteSink target, int bodyBegin, int rawLength) {
        int rawEnd = bodyBegin + rawLength;
        target.putVarLong(rawLength);
        compression.compress(target.array(), bodyBegin, rawLength, target);
        int storedLength = target.length() - rawEnd;
        if (storedLength > rawLength - rawLength / 8 || rawLength / MOST_EXPANSION >= storedLength) {
            target.truncate(rawEnd);
            return;
        }
        byte[] bytes = target.array();
        System.arraycopy(bytes, rawEnd, bytes, bodyBegin, storedLength);
        bytes[bodyBegin - 1] = (byte) compression.id();
        target.truncate(bodyBegin + storedLength);
    }

    /**
     * The value that the bytes are.
     *
     * @throws CodecException if they are damaged, or name what is not there or not allowed
     */
    Object decode(byte[] bytes, int offset, int length) {
        ByteSource source = new ByteSource(bytes, offset, length);
        int codecId = source.takeByte();
        int formatVersion = source.takeByte();
        int flags = source.takeByte();
        if ((flags & ~COMPRESSION_MASK) != 0) {
            throw source.damaged(String.format(
                    Locale.ROOT, "the flags 0x%02x, of which this release knows 0x%02x", flags, COMPRESSION_MASK));
        }
        Codec codec = codecs.byId(codecId, source);
        if (formatVersion > codec.formatVersion()) {
            throw source.damaged(String.format(
                    Locale.ROOT,
                    "version %d of the codec '%s', of which this release knows up to %d (a newer one wrote it)",
                    formatVersion,
                    codec.name(),
                    codec.formatVersion()));
        }
        if (flags == 0) {
            return decodeBody(codec, formatVersion, bytes, source.position(), source.remaining());
        }
        byte[] raw = decompressRest(compressions.byId(flags, source), source);
        return decodeBody(codec, formatVersion, raw, 0, raw.length);
    }

    private static Object decodeBody(Codec codec, int formatVersion, byte[] bytes, int offset, int length) {
        try {
            return codec.decode(formatVersion, bytes, offset, length);
        } catch (CodecException refused) {
            throw refused;
        } catch (RuntimeException | StackOverflowError | LinkageError failed) {
            throw new CodecException(
                    String.format(
                            Locale.ROOT,
                            "The codec '%s' can't read these %d bytes: %s. They are damaged, or the class they were"
                                    + " written from has changed in a way the codec can't follow; remove or write the"
                                    + " entry anew.",
                            codec.name(),
                            length,
                            failed),
                    failed);
        }
    }

    private static byte[] decompressRest(Compression compression, ByteSource source) {
        long rawLength = source.takeVarLong();
        int storedLength = source.remaining();
        if (rawLength < 0 || rawLength > MOST_RAW_BYTES || rawLength > (long) storedLength * MOST_EXPANSION) {
            throw source.damaged(String.format(
                    Locale.ROOT,
                    "a length of %s, to which %d bytes can't be decompressed (at most %d times theirs, and %d)",
                    Long.toUnsignedString(rawLength),
                    storedLength,
                    MOST_EXPANSION,
                    MOST_RAW_BYTES));
        }
        if (rawLength > MOST_RAW_BYTES_HERE) {
            throw new CodecException(String.format(
                    Locale.ROOT,
                    "A value of %d compressed bytes says that it becomes %d, of which this process takes up to %d, half of its"
                            + " heap. If such values were stored, start it with a larger heap (-Xmx).",
                    storedLength,
                    rawLength,
                    MOST_RAW_BYTES_HERE));
        }
        byte[] raw = new byte[(int) rawLength];
        compression.decompress(source.array(), source.position(), storedLength, raw, 0, raw.length);
        return raw;
    }

    /** Appends {@code compression id u8 | raw length varint | bytes}; the id is 0 if nothing compresses. */
    void compress(byte[] bytes, ByteSink target) {
        if (compression != null && bytes.length > 0 && bytes.length <= MOST_RAW_BYTES) {
            target.putByte(compression.id());
            target.putVarLong(bytes.length);
            int begin = target.length();
            compression.compress(bytes, 0, bytes.length, target);
            if (bytes.length / MOST_EXPANSION < target.length() - begin) {
                return;
            }
            target.truncate(0);
        }
        target.putByte(0);
        target.putBytes(bytes);
    }

    /**
     * What {@link #compress} was given.
     *
     * @throws CodecException if the bytes are damaged, or the compression is not there
     */
    byte[] decompress(byte[] compressed) {
        ByteSource source = new ByteSource(compressed, 0, compressed.length);
        int compressionId = source.takeByte();
        return compressionId == 0
                ? source.takeRest()
                : decompressRest(compressions.byId(compressionId, source), source);
    }
}
