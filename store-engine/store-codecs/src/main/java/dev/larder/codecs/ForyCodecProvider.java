package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.spi.Codec;

/** Brings the codec {@code fory}. */
public final class ForyCodecProvider extends LibraryCodecProvider {
    static final String NAME = "fory";
    static final int ID = 3;

    /** For {@link java.util.ServiceLoader}. */
    public ForyCodecProvider() {
        super(NAME, ID, "org.apache.fory:fory-core", "org.apache.fory.Fory");
    }

    @Override
    public Codec create(CodecConfig config, ClassLoader classLoader) {
        return ForyCodec.of(config, classLoader);
    }
}
