package dev.larder.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JdkCodecTest {
    private final EntryCodec codec =
            EntryCodec.of(CodecConfig.defaults(), getClass().getClassLoader());

    static Stream<Map.Entry<Object, String>> values() {
        return JdkValues.HEX_BY_VALUE.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("values")
    void serialize_valueOfTheJdk_writesTheBytesOfTheFormat(Map.Entry<Object, String> valueAndHex) {
        assertThat(HexFormat.of().formatHex(codec.serialize(valueAndHex.getKey())))
                .isEqualTo(valueAndHex.getValue().replace(" ", ""));
    }

    @ParameterizedTest
    @MethodSource("values")
    void deserialize_bytesOfTheFormat_restoresValueAndClass(Map.Entry<Object, String> valueAndHex) {
        byte[] bytes = HexFormat.of().parseHex(valueAndHex.getValue().replace(" ", ""));

        Object value = codec.deserialize(bytes);

        assertThat(value).hasSameClassAs(valueAndHex.getKey()).isEqualTo(valueAndHex.getKey());
    }

    @Test
    void types_all_haveAnExample() {
        List<Class<?>> examples = JdkValues.HEX_BY_VALUE.keySet().stream()
                .<Class<?>>map(Object::getClass)
                .toList();

        for (int tag = 0; tag < 256; tag++) {
            JdkType<?> type = JdkTypes.of(tag);
            if (type != null) {
                assertThat(examples).as("tag %d", tag).contains(type.type());
            }
        }
    }

    /** UTF-8 has nothing for it, and a question mark would be another URI. */
    @Test
    void serialize_halfASurrogatePairInAUri_isRefused() {
        assertThatThrownBy(() -> codec.serialize(URI.create("a:\ud800")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("half of a surrogate pair, \\ud800, as its character 2");
        URI whole = URI.create("a:\ud83d\ude00");
        assertThat(codec.deserialize(codec.serialize(whole))).isEqualTo(whole);
    }

    @Test
    void serialize_notANumber_isWrittenAlikeWhateverItsBits() {
        double another = Double.longBitsToDouble(0x7ff8_0000_0000_0001L);

        assertThat(codec.serialize(another)).isEqualTo(codec.serialize(Double.NaN));
    }

    @Test
    void serialize_equalNumbersOfAnotherScale_areDifferent() {
        assertThat(codec.serialize(new BigDecimal("1.0"))).isNotEqualTo(codec.serialize(new BigDecimal("1")));
    }

    @Test
    void serialize_optionalInAnOptional_isRefused() {
        assertThatThrownBy(() -> codec.serialize(Optional.of(Optional.of("a"))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("java.util.Optional in an Optional");
    }

    @Test
    void deserialize_bytesBehindTheValue_isRefused() {
        assertThatThrownBy(() -> codec.deserialize(HexFormat.of().parseHex("01010004" + "0100")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("at byte 2 there is 1 more bytes where the value should end");
    }

    @Test
    void deserialize_impossibleParts_areRefused() {
        for (String hex : List.of(
                "01010004", // a Boolean of nothing
                "0101000402", // neither true nor false
                "010100088080808010", // an int of more than 32 bits
                "01010009ffffffffffffffffff7f", // a long of more than 64 bits
                "010100063fffff7f", // a short of more than 16 bits
                "0101000c", // a number without digits
                "01010020018094ebdc03", // a billion nanoseconds in a second
                "0101002b021e", // February 30
                "0101002dff03555443", // a text longer than there are bytes
                "01010013616263", // half a char
                "01010063", // a type that is unknown
                "010100464646")) { // an Optional in an Optional
            assertThatThrownBy(() -> codec.deserialize(HexFormat.of().parseHex(hex)))
                    .as(hex)
                    .isInstanceOf(CodecException.class);
        }
    }
}
