package dev.larder.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.ValueFormat;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Codec;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
    private static final String LONG_TEXT = "all work and no play ".repeat(100);

    @Test
    void encode_keyAndValue_areDecodedFromTheMiddleOfAnArray() {
        EntryCodec codec = of(CodecConfig.builder());
        ByteSink target = new ByteSink(16);
        codec.encodeKey("user:42", target);
        int keyLength = target.length();
        codec.encodeValue("user:42", 42L, target);

        assertThat(codec.decodeKey(target.array(), 0, keyLength)).isEqualTo("user:42");
        assertThat(codec.decodeValue(target.array(), keyLength, target.length() - keyLength))
                .isEqualTo(42L);
    }

    @Test
    void encodeValue_long_isCompressedAndRestored() {
        EntryCodec codec = of(CodecConfig.builder().compression("gzip"));
        ByteSink target = new ByteSink(16);
        codec.encodeValue("key", LONG_TEXT, target);

        assertThat(target.length()).isLessThan(200);
        assertThat(target.array()[2]).isEqualTo((byte) 3);
        assertThat(codec.decodeValue(target.array(), 0, target.length())).isEqualTo(LONG_TEXT);
    }

    @Test
    void encodeValue_behindOtherBytes_leavesThemAlone() {
        EntryCodec codec = of(CodecConfig.builder().compression("gzip"));
        ByteSink target = new ByteSink(16);
        target.putText("before");
        int begin = target.length();
        codec.encodeValue("key", LONG_TEXT, target);

        assertThat(new String(target.array(), 1, 6, StandardCharsets.UTF_8)).isEqualTo("before");
        assertThat(codec.decodeValue(target.array(), begin, target.length() - begin))
                .isEqualTo(LONG_TEXT);
    }

    @Test
    void encodeValue_shorterThanTheLimit_isNotCompressed() {
        EntryCodec codec = of(CodecConfig.builder().compression("gzip").compressFromBytes(LONG_TEXT.length() + 2));

        assertThat(codec.serialize(LONG_TEXT)[2]).isZero();
        assertThat(codec.serialize(LONG_TEXT + "!")[2]).isEqualTo((byte) 3);
    }

    @Test
    void encodeValue_thatDoesNotCompressByAnEighth_isStoredAsItIs() {
        EntryCodec codec = of(CodecConfig.builder().compression("gzip").compressFromBytes(0));
        byte[] incompressible = new byte[2_000];
        new Random(7).nextBytes(incompressible);

        byte[] bytes = codec.serialize(incompressible);

        assertThat(bytes).hasSize(3 + 1 + 2_000);
        assertThat(codec.deserialize(bytes)).isEqualTo(incompressible);
    }

    @Test
    void encodeKey_long_isNotCompressed() {
        EntryCodec codec = of(CodecConfig.builder().compression("gzip"));
        ByteSink target = new ByteSink(16);
        codec.encodeKey(LONG_TEXT, target);

        assertThat(target.length()).isEqualTo(3 + 1 + LONG_TEXT.length());
    }

    @Test
    void decodeValue_writtenUnderOtherSettings_isRead() {
        byte[] compressed = of(CodecConfig.builder().compression("gzip")).serialize(LONG_TEXT);

        assertThat(of(CodecConfig.builder().compression("none")).deserialize(compressed))
                .isEqualTo(LONG_TEXT);
    }

    @Test
    void serialize_objectWithoutACodecForIt_saysWhatToAdd() {
        assertThatThrownBy(() -> of(CodecConfig.builder()).serialize(new ArrayList<>()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("No codec is there for java.util.ArrayList")
                .hasMessageContaining("dev.larder:larder-codecs")
                .hasMessageContaining("valueCodec(\"java\").types(ArrayList.class)");
    }

    @Test
    void of_unknownCodec_guessesWhichOne() {
        assertThatThrownBy(() -> of(CodecConfig.builder().valueCodec("jkd")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("There is no codec 'jkd'. did you mean 'jdk'? Known: java, jdk.");
    }

    @Test
    void of_unknownCompression_guessesWhichOne() {
        assertThatThrownBy(() -> of(CodecConfig.builder().compression("gzp")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("There is no compression 'gzp'. did you mean 'gzip'?");
    }

    @Test
    void deserialize_ofACodecOrCompressionThatIsNotHere_saysWhatToAdd() {
        ValueFormat codec = of(CodecConfig.builder());

        assertThatThrownBy(() -> codec.deserialize(hex("030100")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("a codec with the id 3")
                .hasMessageContaining("dev.larder:larder-codecs");
        assertThatThrownBy(() -> codec.deserialize(hex("c80100")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("a codec with the id 200")
                .hasMessageContaining("custom(...)");
        assertThatThrownBy(() -> codec.deserialize(hex("010101 0a 00".replace(" ", ""))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("a compression with the id 1");
    }

    @Test
    void deserialize_newerVersionOrFlags_isRefused() {
        ValueFormat codec = of(CodecConfig.builder());

        assertThatThrownBy(() -> codec.deserialize(hex("0102000161")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("version 2 of the codec 'jdk', of which this release knows up to 1");
        assertThatThrownBy(() -> codec.deserialize(hex("0101100161")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("the flags 0x10");
    }

    @Test
    void deserialize_lengthThatTheBytesDoNotJustify_isRefusedBeforeItIsAllocated() {
        ByteSink bomb = new ByteSink(16);
        bomb.putBytes(hex("010103"));
        bomb.putVarLong(1L << 30);
        bomb.putBytes(new byte[100]);

        assertThatThrownBy(() -> of(CodecConfig.builder()).deserialize(bomb.toByteArray()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("to which 100 bytes can't be decompressed");
    }

    @Test
    void compress_anyBytes_areRestored() {
        byte[] text = LONG_TEXT.getBytes(StandardCharsets.UTF_8);
        for (String compression : List.of("gzip", "none", "auto")) {
            ValueFormat codec = of(CodecConfig.builder().compression(compression));
            for (byte[] bytes : List.of(text, new byte[0], new byte[] {1}, new byte[1 << 20])) {
                assertThat(codec.decompress(codec.compress(bytes)))
                        .as(compression)
                        .isEqualTo(bytes);
            }
        }
        assertThat(of(CodecConfig.builder().compression("gzip")).compress(text)).hasSizeLessThan(200);
    }

    @Test
    void encodeValue_withAChoice_asksItForEachValue() {
        EntryCodec codec = of(CodecConfig.builder()
                .choice((key, value) -> key.equals("list") ? "java" : "auto")
                .types(ArrayList.class));
        ByteSink list = new ByteSink(16);
        codec.encodeValue("list", new ArrayList<>(List.of(1)), list);
        ByteSink text = new ByteSink(16);
        codec.encodeValue("text", "a", text);

        assertThat(list.array()[0]).isEqualTo((byte) 2);
        assertThat(text.array()[0]).isEqualTo((byte) 1);
        assertThat(codec.decodeValue(list.array(), 0, list.length())).isEqualTo(List.of(1));
    }

    @Test
    void custom_codec_writesAndReads() {
        EntryCodec codec = of(CodecConfig.builder().custom(new Reversed(200)).valueCodec("reversed"));

        byte[] bytes = codec.serialize("abc");

        assertThat(bytes).isEqualTo(hex("c80000636261"));
        assertThat(codec.deserialize(bytes)).isEqualTo("abc");
        assertThat(codec.deserialize(hex("01010001616263"))).isEqualTo("abc");
    }

    @Test
    void custom_codecThatFails_isACodecExceptionAndLeavesTheTargetAsItWas() {
        EntryCodec codec = of(CodecConfig.builder().custom(new Reversed(200)).valueCodec("reversed"));
        ByteSink target = new ByteSink(16);
        target.putByte(7);

        assertThatThrownBy(() -> codec.encodeValue("key", "forbidden", target))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("The codec 'reversed' can't write a value of java.lang.String")
                .hasRootCauseMessage("forbidden");
        assertThat(target.length()).isOne();
        assertThatThrownBy(() -> codec.deserialize(hex("c80000")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("The codec 'reversed' can't read these 0 bytes");
    }

    @Test
    void custom_codecOfAWrongId_isRefused() {
        assertThatThrownBy(() -> of(CodecConfig.builder().custom(new Reversed(99))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has the id 99; choose one from 100 to 255");
        assertThatThrownBy(
                        () -> of(CodecConfig.builder().custom(new Reversed(100)).custom(new Reversed(100))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two custom codecs have the id 100");
    }

    @Test
    void keyCodec_thatDoesNotPromiseEqualBytes_isRefused() {
        for (String name : List.of("java", "reversed")) {
            assertThatThrownBy(() ->
                            of(CodecConfig.builder().custom(new Reversed(200)).keyCodec(name)))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("The codec '" + name + "' may write equal keys as different bytes");
        }
    }

    /** Or an application that was stopped would stay in memory, with its classes, because lists were stored. */
    @Test
    void encodeValue_ofAClassOfTheJdk_leavesNothingOfTheCodecWithTheClass() {
        WeakReference<Codec> codecOfObjects = encodeByACodecOfObjects(new ArrayList<>(List.of("text")));

        for (int i = 0; i < 10 && codecOfObjects.get() != null; i++) {
            System.gc();
        }
        assertThat(codecOfObjects.get()).isNull();
    }

    private static WeakReference<Codec> encodeByACodecOfObjects(Object value) {
        Codec codec = new OfObjects("written");
        EntryCodec format = of(CodecConfig.builder().custom(codec));
        assertThat(format.deserialize(format.serialize(value))).isEqualTo("read");
        return new WeakReference<>(codec);
    }

    private static EntryCodec of(CodecConfig.Builder config) {
        return EntryCodec.of(config.build(), EntryCodecTest.class.getClassLoader());
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** Takes the place of the codec that {@code auto} looks for. */
    private record OfObjects(String text) implements Codec {
        @Override
        public int id() {
            return 100;
        }

        @Override
        public String name() {
            return "fory";
        }

        @Override
        public int formatVersion() {
            return 0;
        }

        @Override
        public boolean canEncode(Class<?> type) {
            return true;
        }

        @Override
        public void encode(Object value, ByteSink target) {
            target.putText(text);
        }

        @Override
        public Object decode(int formatVersion, byte[] source, int offset, int length) {
            return "read";
        }
    }

    /** An application's own codec, of strings. */
    private record Reversed(int id) implements Codec {
        @Override
        public String name() {
            return "reversed";
        }

        @Override
        public int formatVersion() {
            return 0;
        }

        @Override
        public boolean canEncode(Class<?> type) {
            return type == String.class;
        }

        @Override
        public void encode(Object value, ByteSink target) {
            target.putBytes(new byte[100]);
            target.truncate(target.length() - 100);
            if (value.equals("forbidden")) {
                target.putByte(1);
                throw new IllegalStateException("forbidden");
            }
            target.putBytes(
                    new StringBuilder((String) value).reverse().toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Object decode(int formatVersion, byte[] source, int offset, int length) {
            return Optional.of(new String(source, offset, length, StandardCharsets.UTF_8))
                    .filter(text -> !text.isEmpty())
                    .map(text -> new StringBuilder(text).reverse().toString())
                    .orElseThrow();
        }
    }
}
