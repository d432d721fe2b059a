package dev.larder.store;

import dev.larder.store.spi.StoreProvider;

/**
 * Turns values into the bytes that a keyspace of the same settings would write, and back. What is written says by itself
 * which codec and compression wrote it, so other settings can read it if they know and allow both
 * (docs/formats/values.md). Safe for use by any number of threads.
 */
public interface ValueFormat {
    /** A format of the given settings, with classes found by the given loader. */
    static ValueFormat of(CodecConfig config, ClassLoader classLoader) {
        return StoreProvider.engine().valueFormat(config, classLoader);
    }

    /** A format of the given settings, with classes found by the context class loader. */
    static ValueFormat of(CodecConfig config) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return of(config, context == null ? ValueFormat.class.getClassLoader() : context);
    }

    /**
     * The value's bytes: codec, format version and flags, then what the codec wrote, compressed if that was worth it. A
     * {@link CodecConfig#choice()} is not asked, as there is no key: {@link CodecConfig#valueCodec()} decides.
     *
     * @throws CodecException if the codec can't encode the value
     */
    byte[] serialize(Object value);

    /**
     * The value that was serialized.
     *
     * @throws CodecException if the bytes are damaged, or name a codec or class that is not there or not allowed
     */
    Object deserialize(byte[] bytes);

    /** The bytes compressed by the settings' compression, with what is needed to undo it, whether that is shorter or not. */
    byte[] compress(byte[] bytes);

    /**
     * What was compressed.
     *
     * @throws CodecException if the bytes are damaged, or the compression is not there
     */
    byte[] decompress(byte[] compressed);
}
