package dev.larder.spring.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecException;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.settings.PersistenceSettings;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Codec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.cache.support.NullValue;

/** The bytes of what stands in a cache's keyspace beside its values, as docs/formats/adapters.md describes them. */
class StoredValueCodecTest {
    private final Persistence persistence = StoredValueCodec.persistence(
            PersistenceSettings.builder().mode(Mode.HYBRID).build(), getClass().getClassLoader());
    private final Codec codec = persistence.codecs().custom().get(0);

    private byte[] bytes(Object value) {
        ByteSink target = new ByteSink(16);
        codec.encode(value, target);
        return target.toByteArray();
    }

    private Object decoded(byte[] bytes) {
        return codec.decode(codec.formatVersion(), bytes, 0, bytes.length);
    }

    @Test
    void values_ofTheFormatsPage_haveItsBytes() {
        assertThat(HexFormat.of().formatHex(bytes(NullValue.INSTANCE))).isEqualTo("00");
        assertThat(HexFormat.of().formatHex(bytes(new Tagged("Momo", List.of("red")))))
                .isEqualTo("0101" + "03726564" + "01" + "010100014d6f6d6f");
        assertThat(HexFormat.of().formatHex(bytes(new Tagged(NullValue.INSTANCE, List.of("red")))))
                .isEqualTo("010103726564" + "00");
    }

    @Test
    void decode_ofEveryKind_isWhatWasEncoded() {
        assertThat(decoded(bytes(NullValue.INSTANCE))).isSameAs(NullValue.INSTANCE);
        Tagged tagged = new Tagged("Momo", List.of("red", "blue"));
        assertThat(decoded(bytes(tagged))).isEqualTo(tagged);
        Tagged ofNull = new Tagged(NullValue.INSTANCE, List.of("red"));
        assertThat(((Tagged) decoded(bytes(ofNull))).value()).isSameAs(NullValue.INSTANCE);
    }

    @Test
    void decode_cutOrUnknownBytes_isRefused() {
        byte[] whole = bytes(new Tagged("Momo", List.of("red")));
        int textStart = whole.length - "Momo".length(); // a shorter text is a text as well
        for (int length = 0; length < textStart; length++) {
            int cut = length;
            assertThatThrownBy(() -> codec.decode(1, whole, 0, cut))
                    .as("the first %d bytes", cut)
                    .isInstanceOf(CodecException.class);
        }
        assertThatThrownBy(() -> decoded(new byte[] {9}))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("the kind 9");
    }

    @Test
    void choice_ofPlainValues_isTheCodecOfTheSettings() {
        assertThat(persistence.codecs().choice().codecFor("key", "Momo")).isEqualTo("auto");
        assertThat(persistence.codecs().choice().codecFor("key", NullValue.INSTANCE))
                .isEqualTo("spring-value");
    }
}
