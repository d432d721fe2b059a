package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.spi.Codec;
import dev.larder.store.spi.CodecProvider;

/** Brings the codec {@code msgpack}. */
public final class MessagePackCodecProvider implements CodecProvider {
    static final String NAME = "msgpack";
    static final int ID = 5;

    /** For {@link java.util.ServiceLoader}. */
    public MessagePackCodecProvider() {}

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
        return Library.isPresent("tools.jackson.databind.json.JsonMapper")
                && Library.isPresent("org.msgpack.core.MessagePack");
    }

    @Override
    public String requirement() {
        return "org.msgpack:msgpack-core and tools.jackson.core:jackson-databind";
    }

    @Override
    public Codec create(CodecConfig config, ClassLoader classLoader) {
        return new MessagePackCodec(config, classLoader);
    }
}
