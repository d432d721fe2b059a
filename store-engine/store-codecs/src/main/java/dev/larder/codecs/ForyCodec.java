package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.spi.AllowedClasses;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Codec;
import java.util.Optional;

/**
 * Objects by Apache Fory's native format, in compatible mode, so that fields may come and go, and with classes by their
 * names.
 *
 * <p>Values are written with references tracked (version 2): what is one object is one afterwards, and cycles are kept.
 * Keys are written without (version 1), since equal keys may share parts or not and must be written alike. Both read both.
 *
 * <p><b>Threads:</b> any.
 */
final class ForyCodec implements Codec {
    private static final int WITHOUT_REFERENCES = 1;
    private static final int WITH_REFERENCES = 2;

    private final AllowedClasses allowed;
    private final ForyFormat ofKeys;
    private final ForyFormat ofValues;
    private final boolean forKeys;

    private ForyCodec(AllowedClasses allowed, ForyFormat ofKeys, ForyFormat ofValues, boolean forKeys) {
        this.allowed = allowed;
        this.ofKeys = ofKeys;
        this.ofValues = ofValues;
        this.forKeys = forKeys;
    }

    static Codec of(CodecConfig config, ClassLoader classLoader) {
        return new ForyCodec(
                new AllowedClasses(config),
                new ForyFormat(config, classLoader, false),
                new ForyFormat(config, classLoader, true),
                false);
    }

    @Override
    public int id() {
        return ForyCodecProvider.ID;
    }

    @Override
    public String name() {
        return ForyCodecProvider.NAME;
    }

    @Override
    public int formatVersion() {
        return forKeys ? WITHOUT_REFERENCES : WITH_REFERENCES;
    }

    /** What of the JDK is not known to Fory shows when it is written. */
    @Override
    public boolean canEncode(Class<?> type) {
        return type.isArray()
                ? type.getComponentType().isPrimitive() || canEncode(type.getComponentType())
                : ForyTypes.isOfTheJdk(type) || allowed.allows(type);
    }

    @Override
    public Optional<Codec> forKeys() {
        return Optional.of(new ForyCodec(allowed, ofKeys, ofValues, true));
    }

    @Override
    public void encode(Object value, ByteSink target) {
        (forKeys ? ofKeys : ofValues).encode(value, target);
    }

    @Override
    public Object decode(int formatVersion, byte[] source, int offset, int length) {
        return switch (formatVersion) {
            case WITHOUT_REFERENCES -> ofKeys.decode(source, offset, length);
            case WITH_REFERENCES -> ofValues.decode(source, offset, length);
            default ->
                throw new ByteSource(source, offset, length)
                        .damaged("version " + formatVersion + " of the codec 'fory', which never was");
        };
    }
}
