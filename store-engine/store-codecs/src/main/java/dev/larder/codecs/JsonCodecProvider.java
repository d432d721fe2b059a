package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.spi.Codec;
import dev.larder.store.spi.CodecProvider;

/** Brings the codec {@code json}. */
public final class JsonCodecProvider implements CodecProvider {
    static final String NAME = "json";
    static final int ID = 4;

    /** For {@link java.util.ServiceLoader}. */
    public JsonCodecProvider() {}

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
        return Library.isPresent("tools.jackson.databind.json.JsonMapper");
    }

    @Override
    public String requirement() {
        return "tools.jackson.core:jackson-databind";
    }

    @Override
    public Codec create(CodecConfig config, ClassLoader classLoader) {
        return new JsonCodec(config, classLoader);
    }
}
