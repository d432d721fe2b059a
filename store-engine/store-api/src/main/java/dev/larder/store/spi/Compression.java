package dev.larder.store.spi;

/**
 * Makes bytes fewer and restores them; found by {@link java.util.ServiceLoader}. Safe for use by any number of threads.
 */
public interface Compression {
    /** The name by which settings know it. */
    String name();

    /** Stands in what was compressed, 1 to 15: 1 is LZ4's block format, 2 is Zstandard, 3 is gzip. */
    int id();

    /** Whether the libraries it needs are on the class path. */
    boolean isAvailable();

    /** What to add to the class path where it is not available, for messages. */
    String requirement();

    /**
     * Appends the compressed bytes to the target, which may be more than there were.
     *
     * @param source may be the target's own array, with the bytes among those that were written before
     */
    void compress(byte[] source, int offset, int length, ByteSink target);

    /**
     * Restores bytes whose count is known. Bytes may be damaged or hostile.
     *
     * @param target gets exactly {@code targetLength} bytes from {@code targetOffset} on
     * @throws dev.larder.store.CodecException if the bytes are damaged, or would become more or fewer
     */
    void decompress(byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength);
}
