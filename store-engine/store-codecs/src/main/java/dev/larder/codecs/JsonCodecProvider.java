package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.spi.Codec;

/** Brings the codec {@code json}. */
public final class JsonCodecProvider extends LibraryCodecProvider {
    static final String NAME = "json";
    static final int ID = 4;

    /** For {@link java.util.ServiceLoader}. */
    public JsonCodecProvider() {
        super(NAME, ID, "tools.jackson.core:jackson-databind", "tools.jackson.databind.json.JsonMapper");
    }

    @Override
    public Codec create(CodecConfig config, ClassLoader classLoader) {
        return new JsonCodec(config, classLoader);
    }
}
