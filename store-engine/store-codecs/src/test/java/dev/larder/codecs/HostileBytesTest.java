package dev.larder.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.ValueFormat;
import dev.larder.store.spi.ByteSink;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that were changed, by chance or on purpose, for each codec and compression: a value or a CodecException, and nothing
 * else, in a heap of 256 MiB; and what was valid before is read as before. Runs a moment for each; the system property
 * {@code larder.fuzz.seconds} makes it longer.
 */
class HostileBytesTest {
    private static final long SEED = Long.getLong("larder.fuzz.seed", 20_240_229);
    private static final int ROUNDS = 2_000;

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "java", "fory", "json", "msgpack"})
    void deserialize_hostileBytes_isAValueOrACodecException(String codec) {
        ValueFormat format = format(codec, "none");
        attack(format, valid(codec, format), codec);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd", "gzip"})
    void deserialize_hostileCompressedBytes_isAValueOrACodecException(String compression) {
        ValueFormat format = format("json", compression);
        attack(format, valid("json", format), compression);
    }

    /** So many bytes could become as many as they say; but not here. */
    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd", "gzip"})
    void deserialize_compressedBytesThatSayTheyBecomeMoreThanTheHeap_areRefused(String compression) {
        ValueFormat format = format("jdk", compression);
        byte[] head = format.serialize("a".repeat(1_000));
        ByteSink hostile = new ByteSink(1 << 20);
        hostile.putBytes(head, 0, 3);
        hostile.putVarLong(Runtime.getRuntime().maxMemory());
        hostile.putBytes(new byte[(int) (Runtime.getRuntime().maxMemory() / 1_000)]);

        assertThatThrownBy(() -> format.deserialize(hostile.toByteArray()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("half of its heap");
    }

    private static void attack(ValueFormat format, List<Sample> valid, String what) {
        Random random = new Random(SEED);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("larder.fuzz.seconds", 0));
        for (int round = 0; round < ROUNDS || System.nanoTime() < end; round++) {
            Sample original = valid.get(random.nextInt(valid.size()));
            byte[] hostile = mutate(original.bytes, random);
            try {
                assertThat(format.deserialize(hostile)).isNotNull();
            } catch (CodecException expected) {
                assertThat(expected).hasMessageMatching("(?s).{20,}");
                assertThat(format.deserialize(original.bytes)).isEqualTo(original.value);
            } catch (Throwable wrong) {
                throw new AssertionError(
                        String.format(
                                "%s: round %d of seed %d (-Dlarder.fuzz.seed) became %s", what, round, SEED, wrong),
                        wrong);
            }
        }
    }

    /** Leaves the first bytes, which tell the codec: what they do when they are wrong, others test. */
    private static byte[] mutate(byte[] original, Random random) {
        byte[] hostile = original.clone();
        switch (random.nextInt(6)) {
            case 0 -> hostile[at(hostile, random)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                for (int i = 1 + random.nextInt(8); i > 0; i--) {
                    hostile[at(hostile, random)] = (byte) random.nextInt();
                }
            }
            // Lengths that are blown up, as varints and as four bytes of either order.
            case 2 -> fill(hostile, at(hostile, random), 1 + random.nextInt(9), (byte) 0xFF);
            case 3 -> fill(hostile, at(hostile, random), 4, (byte) 0x7F);
            case 4 -> hostile = Arrays.copyOf(original, 3 + random.nextInt(original.length));
            default -> {
                for (int i = 3; i < hostile.length; i++) {
                    hostile[i] = (byte) random.nextInt();
                }
            }
        }
        return hostile;
    }

    private static int at(byte[] bytes, Random random) {
        return 3 + random.nextInt(bytes.length - 3);
    }

    private static void fill(byte[] bytes, int from, int count, byte value) {
        Arrays.fill(bytes, from, Math.min(bytes.length, from + count), value);
    }

    private static ValueFormat format(String codec, String compression) {
        return Formats.of(CodecConfig.builder()
                .valueCodec(codec)
                .compression(compression)
                .compressFromBytes(0)
                .types(Customer.class, Customer.Address.class, Customer.Level.class, Order.class));
    }

    private static List<Sample> valid(String codec, ValueFormat format) {
        List<Object> values = new ArrayList<>();
        if (codec.equals("jdk")) {
            values.addAll(List.of(
                    "text",
                    "\u65e5\u672c",
                    5L,
                    new UUID(1, 2),
                    new long[100],
                    ZonedDateTime.parse("2024-02-29T10:15:30+01:00[Europe/Paris]"),
                    new BigDecimal("12.50"),
                    Optional.of(Locale.ROOT)));
        } else {
            values.add(new Order(7, "seven", new ArrayList<>(List.of("a", "b")), new HashMap<>(Map.of("a", 1L))));
            values.add(new ArrayList<>(List.of(1, 2, 3)));
            values.add(new TreeMap<>(Map.of("a", "b".repeat(50), "c", "d")));
        }
        if (codec.equals("fory") || codec.equals("json") || codec.equals("msgpack")) {
            values.add(Customer.sample(5));
            values.add(new ArrayList<>(List.of(Customer.sample(1), Customer.sample(2))));
        }
        return values.stream()
                .map(value -> new Sample(value, format.serialize(value)))
                .toList();
    }

    /** A value and its bytes. */
    private static final class Sample {
        final Object value;
        final byte[] bytes;

        Sample(Object value, byte[] bytes) {
            this.value = value;
            this.bytes = bytes;
        }
    }

    /** What also JDK serialization takes. */
    record Order(int id, String name, ArrayList<String> items, HashMap<String, Long> counts) implements Serializable {}
}
