package dev.larder.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.ValueFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON and MessagePack, which share their binding. */
class BoundCodecTest {
    @Test
    void serialize_object_isJsonBehindItsType() {
        byte[] bytes = Formats.ofSamples("json").serialize(new Customer.Address("Main street", 5, "K\u00f6ln"));

        assertThat(bytes).startsWith(4, 1, 0, "dev.larder.codecs.Customer$Address".length());
        assertThat(new String(bytes, 4, bytes.length - 4, StandardCharsets.UTF_8))
                .isEqualTo("dev.larder.codecs.Customer$Address"
                        + "{\"city\":\"K\u00f6ln\",\"number\":5,\"street\":\"Main street\"}");
    }

    @Test
    void serialize_object_isMessagePackBehindItsType() {
        byte[] bytes = Formats.ofSamples("msgpack").serialize(Customer.Level.GOLD);

        assertThat(bytes).startsWith(5, 1, 0, "dev.larder.codecs.Customer$Level".length());
        assertThat(Arrays.copyOfRange(bytes, bytes.length - 5, bytes.length)).containsExactly(0xA4, 'G', 'O', 'L', 'D');
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void serialize_anyThatIsBound_isRestored(String codec) {
        ValueFormat format = Formats.ofSamples(codec);
        Map<String, Customer> map = new LinkedHashMap<>();
        map.put("z", Customer.sample(1));
        map.put("a", Customer.sample(2));
        for (Object value : List.of(
                Customer.sample(1),
                Customer.Level.GOLD,
                new ArrayList<>(Arrays.asList(Customer.sample(1), null, Customer.sample(2))),
                new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>(List.of(1L)))),
                map,
                new TreeMap<>(Map.of(UUID.randomUUID(), Instant.ofEpochSecond(5, 7))),
                new HashMap<>(),
                "text",
                5,
                5L,
                1.5f,
                Double.NaN,
                new BigDecimal("12.50"),
                BigInteger.TWO.pow(90).negate(),
                new byte[] {1, 2},
                ZonedDateTime.of(2020, 1, 1, 0, 0, 0, 5, ZoneId.of("Europe/Paris")),
                new Customer[] {Customer.sample(1)})) {
            Object restored = format.deserialize(format.serialize(value));
            assertThat(restored).hasSameClassAs(value).isEqualTo(value);
        }
        assertThat(format.deserialize(format.serialize(List.of(1, 2)))).isEqualTo(List.of(1, 2));
        assertThat(format.deserialize(format.serialize(Set.of(1, 2)))).isEqualTo(Set.of(1, 2));
        assertThat(((Map<?, ?>) format.deserialize(format.serialize(map)))
                        .keySet()
                        .toString())
                .isEqualTo("[z, a]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void serialize_whatItsTextCouldNotTell_isRefused(String codec) {
        ValueFormat format = Formats.ofSamples(codec);
        TreeSet<Integer> reversed = new TreeSet<>(Comparator.reverseOrder());
        for (Object value : List.of(new ArrayList<>(List.of(1, "a")), reversed, new HashMap<>(Map.of(List.of(1), 1)))) {
            assertThatThrownBy(() -> format.serialize(value))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("so that it could be restored");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void serialize_classWithoutAUsableConstructor_isRefusedWhenItIsWritten(String codec) {
        ValueFormat format = Formats.of(CodecConfig.builder().valueCodec(codec).types(Unreadable.class, Vague.class));

        assertThatThrownBy(() -> format.serialize(new Unreadable(5)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("constructor");
        assertThatThrownBy(() -> format.serialize(new ArrayList<>(List.of(new Object()))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("The class java.lang.Object is not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void deserialize_classThatIsNotAllowed_isRefused(String codec) {
        byte[] bytes = Formats.ofSamples(codec).serialize(Customer.sample(1));
        ValueFormat strict = Formats.of(CodecConfig.builder().valueCodec(codec));

        assertThatThrownBy(() -> strict.deserialize(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("The class dev.larder.codecs.Customer is not allowed");
        assertThatThrownBy(() -> strict.serialize(Customer.sample(1)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("types(...)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.util.ArrayList<", "java.util.ArrayList<java.lang.String>x", "", "java.util.Map<[B>"})
    void deserialize_textThatIsNoType_isRefused(String text) {
        byte[] bytes =
                ("\u0004\u0001\u0000" + (char) text.length() + text + "[]").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> Formats.ofSamples("json").deserialize(bytes)).isInstanceOf(CodecException.class);
    }

    /** A class whose only constructor is not known by the names of its parameters. */
    static final class Unreadable {
        private final int doubled;

        Unreadable(int number) {
            this.doubled = 2 * number;
        }

        int doubled() {
            return doubled;
        }
    }

    /** A field that says nothing of its values. */
    record Vague(Object anything) {}
}
