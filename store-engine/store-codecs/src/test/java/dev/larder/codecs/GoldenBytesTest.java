package dev.larder.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.CodecConfig;
import dev.larder.store.ValueFormat;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that a release wrote are read by every later one, whatever becomes of the libraries: the files {@code golden/*.txt}
 * were written once, and lines are only ever added. Where a new version of a library writes other bytes, that shows here too: it
 * may for values, if it still reads the old ones (a line is added then), but not for keys, which are found by their bytes.
 */
class GoldenBytesTest {
    private static final String KEYS = "fory-keys";

    /** What the files have a line of, by its name. */
    private static Map<String, Object> samples(String codec) {
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put("order", Order.SAMPLE);
        samples.put("status", Status.PAID);
        samples.put("orders", new ArrayList<>(List.of(Order.SAMPLE, Order.SAMPLE)));
        samples.put("map", new TreeMap<>(Map.of("a", 1L, "b", -2L)));
        if (codec.equals("java") || codec.equals("fory")) {
            samples.put("mixed", new ArrayList<>(Arrays.asList(1, null, "text", 2.5, new UUID(1, 2))));
        }
        if (!codec.equals("java")) {
            samples.put("customer", Customer.sample(1));
        }
        return samples;
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory", "json", "msgpack"})
    void deserialize_bytesOfEarlierReleases_areTheValuesTheyWere(String codec) throws IOException {
        ValueFormat format = format(codec);
        Map<String, Object> samples = samples(codec);
        Map<String, byte[]> golden = golden(codec);
        assertThat(golden.keySet()).containsExactlyElementsOf(samples.keySet());

        samples.forEach((name, value) -> {
            assertThat(format.deserialize(golden.get(name))).as(name).isEqualTo(value);
            assertThat(hex(format.serialize(value))).as(name).isEqualTo(hex(golden.get(name)));
        });
    }

    @Test
    void keys_areWrittenAsByEarlierReleases() throws IOException {
        Codec codec = new ForyCodecProvider()
                .create(config("fory").build(), getClass().getClassLoader())
                .forKeys()
                .orElseThrow();
        Map<String, byte[]> golden = golden(KEYS);
        Map<String, Object> keys = Map.of("order", Order.SAMPLE, "status", Status.PAID);
        assertThat(golden.keySet()).isEqualTo(keys.keySet());

        keys.forEach((name, key) -> {
            byte[] bytes = golden.get(name);
            ByteSink written = new ByteSink(16);
            codec.encode(key, written);
            assertThat(hex(written.toByteArray())).as(name).isEqualTo(hex(bytes));
            assertThat(codec.decode(codec.formatVersion(), bytes, 0, bytes.length))
                    .as(name)
                    .isEqualTo(key);
        });
    }

    /** Compressors may find other ways to say the same in every release, so only what is read is compared. */
    @Test
    void decompress_bytesOfEarlierReleases_areTheBytesTheyWere() throws IOException {
        Map<String, byte[]> golden = golden("compressed");
        assertThat(golden.keySet()).containsExactly("lz4", "zstd", "gzip");

        golden.forEach((name, bytes) -> assertThat(format("json").decompress(bytes))
                .as(name)
                .isEqualTo("all work and no play ".repeat(20).getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, byte[]> golden(String file) throws IOException {
        Map<String, byte[]> lines = new LinkedHashMap<>();
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream("golden/" + file + ".txt")) {
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(line -> {
                int space = line.indexOf(' ');
                lines.put(line.substring(0, space), HexFormat.of().parseHex(line.substring(space + 1)));
            });
        }
        return lines;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static CodecConfig.Builder config(String codec) {
        return CodecConfig.builder()
                .valueCodec(codec)
                .compression("none")
                .types(Order.class, Status.class, Customer.class, Customer.Address.class, Customer.Level.class);
    }

    private static ValueFormat format(String codec) {
        return Formats.of(config(codec));
    }

    /** Ten components of the types that there are. */
    record Order(
            long id,
            int lines,
            double total,
            boolean paid,
            String customer,
            Status status,
            UUID token,
            Instant createdAt,
            BigDecimal tax,
            ArrayList<String> tags)
            implements Serializable {
        static final Order SAMPLE = new Order(
                123_456_789L,
                42,
                1_234.56,
                true,
                "J\u00f6rg \u65e5\u672c",
                Status.NEW,
                new UUID(0x0123_4567_89ab_cdefL, 0x0fed_cba9_8765_4321L),
                Instant.ofEpochSecond(1_700_000_000L, 5_000_000),
                new BigDecimal("197.11"),
                new ArrayList<>(List.of("a", "b")));
    }

    /** An enum with a constant that has a class of its own. */
    enum Status {
        NEW,
        PAID {
            @Override
            public String toString() {
                return "paid";
            }
        }
    }
}
