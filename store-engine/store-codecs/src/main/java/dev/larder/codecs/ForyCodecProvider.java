package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.spi.Codec;
import dev.larder.store.spi.CodecProvider;

/** Brings the codec {@code fory}. */
public final class ForyCodecProvider implements CodecProvider {
    static final String NAME = "fory";
    static final int ID = 3;

    /** For {@link java.util.ServiceLoader}. */
    public ForyCodecProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public boolean isAvailable() {
        return Library.isPresent("org.apache.fory.Fory");
    }

    @Override
    public String requirement() {
        return "org.apache.fory:fory-core";
    }

    @Override
    public Codec create(CodecConfig config, ClassLoader classLoader) {
        return ForyCodec.of(config, classLoader);
    }
}
