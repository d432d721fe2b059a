package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.spi.Codec;

/** Brings the codec {@code msgpack}. */
public final class MessagePackCodecProvider extends LibraryCodecProvider {
    static final String NAME = "msgpack";
    static final int ID = 5;

    /** For {@link java.util.ServiceLoader}. */
    public MessagePackCodecProvider() {
        super(
                NAME,
                ID,
                "org.msgpack:msgpack-core and tools.jackson.core:jackson-databind",
                "tools.jackson.databind.json.JsonMapper",
                "org.msgpack.core.MessagePack");
    }

    @Override
    public Codec create(CodecConfig config, ClassLoader classLoader) {
        return new MessagePackCodec(config, classLoader);
    }
}
