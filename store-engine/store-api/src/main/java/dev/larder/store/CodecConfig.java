package dev.larder.store;

import static dev.larder.store.Arguments.requireArgument;

import dev.larder.store.spi.Codec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How keys and values become bytes; immutable. Codecs and compressions are named; which there are depends on the modules
 * on the class path: the engine brings {@code jdk} (strings, numbers, byte arrays, times …) and {@code java} (JDK
 * serialization behind an allow-list); {@code larder-codecs} brings {@code fory}, {@code json} and {@code msgpack}.
 *
 * <p>Only types that are allowed are ever decoded: the JDK's own values, {@code types} and what is in {@code packages}.
 *
 * @param keyCodec the codec of keys, or {@link #AUTO}
 * @param valueCodec the codec of values, or {@link #AUTO}
 * @param choice picks the codec for each value instead, or null
 * @param types classes of keys and values, and of what they are made of
 * @param packages packages whose classes are allowed as well, with those below them
 * @param custom codecs of the application's own, found by their names before all others
 * @param compression the compression of large values: {@code lz4}, {@code zstd}, {@code gzip}, {@code none}, or {@link #AUTO}:
 *     LZ4 if it is there, or else none
 * @param compressFromBytes values whose encoding is at least this long are compressed, if that saves an eighth
 */
public record CodecConfig(
        String keyCodec,
        String valueCodec,
        @Nullable CodecChoice choice,
        List<Class<?>> types,
        List<String> packages,
        List<Codec> custom,
        String compression,
        int compressFromBytes) {
    /** The engine's own codec for what the JDK has, and for objects {@code fory} if it is on the class path. */
    public static final String AUTO = "auto";

    /** The length from which values are compressed unless the settings say otherwise. */
    public static final int DEFAULT_COMPRESS_FROM_BYTES = 1_024;

    private static final CodecConfig DEFAULTS = builder().build();

    public CodecConfig {
        types = List.copyOf(types);
        packages = List.copyOf(packages);
        custom = List.copyOf(custom);
        requireArgument(
                compressFromBytes >= 0,
                "values can't be compressed from %d bytes on; give 0 or more",
                compressFromBytes);
    }

    /** {@link #AUTO} for everything; no types but the JDK's. */
    public static CodecConfig defaults() {
        return DEFAULTS;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Picks a value's codec. Asked whenever the value is written, so it must always answer alike; from any thread. */
    @FunctionalInterface
    public interface CodecChoice {
        /** The name of the codec. */
        String codecFor(Object key, Object value);
    }

    /** Collects settings; not safe for use by several threads at once. */
    public static final class Builder {
        private String keyCodec = AUTO;
        private String valueCodec = AUTO;
        private @Nullable CodecChoice choice;
        private final List<Class<?>> types = new ArrayList<>();
        private final List<String> packages = new ArrayList<>();
        private final List<Codec> custom = new ArrayList<>();
        private String compression = AUTO;
        private int compressFromBytes = DEFAULT_COMPRESS_FROM_BYTES;

        private Builder() {}

        /** Sets {@link CodecConfig#keyCodec()}. */
        public Builder keyCodec(String name) {
            keyCodec = name;
            return this;
        }

        /** Sets {@link CodecConfig#valueCodec()}. */
        public Builder valueCodec(String name) {
            valueCodec = name;
            return this;
        }

        /** Sets {@link CodecConfig#choice()}. */
        public Builder choice(@Nullable CodecChoice value) {
            choice = value;
            return this;
        }

        /** Adds to {@link CodecConfig#types()}. */
        public Builder types(Class<?>... classes) {
            types.addAll(List.of(classes));
            return this;
        }

        /** Adds to {@link CodecConfig#packages()}. */
        public Builder packages(String... names) {
            packages.addAll(List.of(names));
            return this;
        }

        /** Adds to {@link CodecConfig#custom()}. */
        public Builder custom(Codec codec) {
            custom.add(codec);
            return this;
        }

        /** Sets {@link CodecConfig#compression()}. */
        public Builder compression(String name) {
            compression = name;
            return this;
        }

        /** Sets {@link CodecConfig#compressFromBytes()}; {@value #DEFAULT_COMPRESS_FROM_BYTES} by default. */
        public Builder compressFromBytes(int value) {
            compressFromBytes = value;
            return this;
        }

        /** Checks the settings. */
        public CodecConfig build() {
            return new CodecConfig(
                    keyCodec, valueCodec, choice, types, packages, custom, compression, compressFromBytes);
        }
    }
}
