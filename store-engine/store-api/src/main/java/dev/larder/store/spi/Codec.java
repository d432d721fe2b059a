package dev.larder.store.spi;

import java.util.Optional;

/**
 * Turns objects into bytes and back. Safe for use by any number of threads.
 *
 * <p>What a codec wrote is read for years: whatever it changes in its encoding, it counts its {@link #formatVersion} up and
 * still reads the versions before.
 */
public interface Codec {
    /** The first id that is an application's own; all below are Larder's. */
    int FIRST_CUSTOM_ID = 100;

    /** The last id there is. */
    int LAST_ID = 255;

    /**
     * Stands in the first byte of all that the codec wrote. Larder's own are 1 to 99; an application's own are 100 to 255.
     */
    int id();

    /** The name by which settings know it. */
    String name();

    /** The version of the encoding that is written now, 0 to 255. */
    int formatVersion();

    /** Whether values of this class can be written. */
    boolean canEncode(Class<?> type);

    /**
     * Writes a value.
     *
     * @throws dev.larder.store.CodecException if it can't be written
     */
    void encode(Object value, ByteSink target);

    /**
     * Reads a value that an encode wrote, now or by an earlier release. Bytes may be damaged or hostile: they must never
     * make it allocate more than their own length justifies, nor load a class that is not allowed.
     *
     * @param formatVersion what {@link #formatVersion} was when it was written; at most what it is now
     * @throws dev.larder.store.CodecException if it can't be read
     */
    Object decode(int formatVersion, byte[] source, int offset, int length);

    /**
     * The codec that writes keys in this one's place. It must write equal keys as equal bytes, since stored keys are compared
     * by their bytes, and this codec must read what it wrote. A codec whose bytes depend on nothing but what {@code equals}
     * compares returns itself. Nothing, unless overridden: then keys that would be written by this codec are refused.
     */
    default Optional<Codec> forKeys() {
        return Optional.empty();
    }
}
