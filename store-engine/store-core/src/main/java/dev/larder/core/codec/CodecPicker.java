package dev.larder.core.codec;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.spi.Codec;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Picks the codec that writes a key or value: the one that the settings name, or else the engine's own for what the JDK
 * has and the codec of objects for the rest.
 *
 * <p><b>Threads:</b> any.
 */
abstract class CodecPicker {
    private CodecPicker() {}

    /** @throws CodecException if no codec can write it */
    abstract Codec codecFor(Object keyOrValue);

    static CodecPicker forValues(String codecName, Codecs codecs) {
        return codecName.equals(CodecConfig.AUTO) ? new Auto(codecs, false) : new Named(codecs.byName(codecName));
    }

    static CodecPicker forKeys(String codecName, Codecs codecs) {
        return codecName.equals(CodecConfig.AUTO)
                ? new Auto(codecs, true)
                : new Named(writingKeys(codecs.byName(codecName)));
    }

    private static Codec writingKeys(Codec codec) {
        return codec.forKeys()
                .orElseThrow(() -> new CodecException(String.format(
                        Locale.ROOT,
                        "The codec '%s' may write equal keys as different bytes, and keys are found by their bytes. Choose"
                                + " 'auto', or let Codec.forKeys() return a codec that writes equal keys alike.",
                        codec.name())));
    }

    /** The codec that the settings name, if it takes the class. */
    private static final class Named extends CodecPicker {
        private final Codec codec;

        Named(Codec codec) {
            this.codec = codec;
        }

        @Override
        Codec codecFor(Object keyOrValue) {
            if (!codec.canEncode(keyOrValue.getClass())) {
                throw new CodecException(String.format(
                        Locale.ROOT,
                        "The codec '%s' can't write a value of %s. Allow the class with CodecConfig.builder().types(...) if"
                                + " the codec takes any, or choose another codec (docs/codecs.md lists what each takes).",
                        codec.name(),
                        keyOrValue.getClass().getName()));
            }
            return codec;
        }
    }

    /**
     * {@link CodecConfig#AUTO}. What was found is kept here and not with the classes: those of the JDK would keep the codec, and
     * the application's classes with it, when the application is gone.
     */
    private static final class Auto extends CodecPicker {
        private final Codecs codecs;
        private final boolean forKeys;

        private volatile @Nullable Codec ofObjects;

        Auto(Codecs codecs, boolean forKeys) {
            this.codecs = codecs;
            this.forKeys = forKeys;
        }

        @Override
        Codec codecFor(Object keyOrValue) {
            // What an Optional holds decides: the engine's own codec takes it only with what it knows.
            if (keyOrValue instanceof Optional<?> optional && optional.isPresent()) {
                return codecFor(optional.get());
            }
            Class<?> type = keyOrValue.getClass();
            if (codecs.jdk().canEncode(type)) {
                return codecs.jdk();
            }
            Codec known = ofObjects;
            if (known == null) {
                known = findOfObjects(type);
                ofObjects = known;
            }
            return known;
        }

        private Codec findOfObjects(Class<?> type) {
            Optional<Codec> found = codecs.ofObjects();
            if (found.isEmpty()) {
                throw new CodecException(String.format(
                        Locale.ROOT,
                        "No codec is there for %s. Add the artifact dev.larder:larder-codecs, which writes objects by"
                                + " Apache Fory; or choose JDK serialization with"
                                + " CodecConfig.builder().valueCodec(\"java\").types(%s.class).",
                        type.getName(),
                        type.getSimpleName()));
            }
            return forKeys ? writingKeys(found.get()) : found.get();
        }
    }
}
