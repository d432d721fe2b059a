package dev.larder.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.ValueFormat;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionsTest {
    private static final byte[] TEXT = "all work and no play ".repeat(500).getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({"lz4, 1", "zstd, 2", "gzip, 3"})
    void serialize_longValue_isCompressedAndRestored(String compression, int id) {
        ValueFormat format = Formats.of(CodecConfig.builder().compression(compression));

        byte[] bytes = format.serialize(TEXT);

        assertThat(bytes).hasSizeLessThan(TEXT.length / 10);
        assertThat(bytes[2]).isEqualTo((byte) id);
        assertThat(format.deserialize(bytes)).isEqualTo(TEXT);
        assertThat(Formats.of(CodecConfig.builder()).deserialize(bytes)).isEqualTo(TEXT);
    }

    @Test
    void serialize_longValueWithoutAChoice_isCompressedByLz4() {
        assertThat(Formats.of(CodecConfig.builder()).serialize(TEXT)[2]).isEqualTo((byte) 1);
        assertThat(Formats.of(CodecConfig.builder().compression("none")).serialize(TEXT)[2])
                .isZero();
    }

    /** Zstandard makes a megabyte of zeros fifty bytes; a reader would have to believe a fifty times larger one, too. */
    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd", "gzip"})
    void serialize_zeros_areRestored(String compression) {
        ValueFormat format = Formats.of(CodecConfig.builder().compression(compression));
        byte[] zeros = new byte[1 << 20];

        assertThat(format.deserialize(format.serialize(zeros))).isEqualTo(zeros);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd", "gzip"})
    void compress_bytesOfAllLengths_areRestored(String compression) {
        ValueFormat format = Formats.of(CodecConfig.builder().compression(compression));
        Random random = new Random(11);
        for (int length = 0; length < 2_000; length += 1 + random.nextInt(40)) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) random.nextInt(1 + length % 7);
            }
            assertThat(format.decompress(format.compress(bytes)))
                    .as("%d bytes", length)
                    .isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd", "gzip"})
    void decompress_damagedBytes_isACodecExceptionOrOtherBytesOfTheSameLength(String compression) {
        ValueFormat format = Formats.of(CodecConfig.builder().compression(compression));
        byte[] compressed = format.compress(TEXT);
        for (int at = 0; at < compressed.length; at++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] damaged = compressed.clone();
                damaged[at] = (byte) (damaged[at] ^ bit);
                try {
                    format.decompress(damaged);
                } catch (CodecException expected) {
                    assertThat(expected).hasMessageContaining("bytes are no encoded value: at byte");
                }
            }
        }
    }

    @Test
    void decompress_cutShort_isRefused() {
        for (String compression : new String[] {"lz4", "zstd", "gzip"}) {
            ValueFormat format = Formats.of(CodecConfig.builder().compression(compression));
            byte[] compressed = format.compress(TEXT);
            for (int length = 0; length < compressed.length; length++) {
                byte[] cut = new byte[length];
                System.arraycopy(compressed, 0, cut, 0, length);
                assertThatThrownBy(() -> format.decompress(cut))
                        .as("%s, %d bytes", compression, length)
                        .isInstanceOf(CodecException.class);
            }
        }
    }
}
