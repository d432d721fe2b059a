package dev.larder.store.spi;

import dev.larder.store.CodecConfig;

/** Makes codecs of one kind; found by {@link java.util.ServiceLoader}. */
public interface CodecProvider {
    /** The name by which settings know the codec. */
    String name();

    /** Stands in the first byte of all that the codec wrote; see {@link Codec#id}. */
    int id();

    /** Whether the libraries that the codec needs are on the class path. */
    boolean isAvailable();

    /** What to add to the class path where it is not available, for messages. */
    String requirement();

    /** Makes a codec that allows the types of the given settings, found by the given loader. */
    Codec create(CodecConfig config, ClassLoader classLoader);
}
