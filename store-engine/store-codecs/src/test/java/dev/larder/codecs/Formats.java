package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.ValueFormat;

/** Formats as tests need them. */
final class Formats {
    private Formats() {}

    static ValueFormat of(CodecConfig.Builder config) {
        return ValueFormat.of(config.build(), Formats.class.getClassLoader());
    }

    /** A codec that allows the samples. */
    static ValueFormat ofSamples(String codec) {
        return of(CodecConfig.builder()
                .valueCodec(codec)
                .types(Customer.class, Customer.Address.class, Customer.Level.class));
    }
}
