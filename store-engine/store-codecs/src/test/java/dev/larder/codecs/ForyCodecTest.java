package dev.larder.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.ValueFormat;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Codec;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ForyCodecTest {
    private final ValueFormat format = Formats.ofSamples("auto");

    @Test
    void serialize_object_isRestored() {
        byte[] bytes = format.serialize(Customer.sample(1));

        assertThat(bytes).startsWith(3, 2, 0);
        assertThat(format.deserialize(bytes)).isEqualTo(Customer.sample(1));
    }

    @Test
    void serialize_containers_keepTheirClassesAndOrder() {
        List<Object> many = new ArrayList<>(Collections.nCopies(100_000, null));
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("z", 1);
        ordered.put("a", Customer.sample(2));
        for (Object value : List.of(
                new ArrayList<>(List.of(Customer.sample(1), 5L, "x")),
                List.of(Customer.sample(1)),
                Map.of("a", 1),
                ordered,
                new TreeMap<>(Map.of("b", 1, "a", 2)),
                new HashMap<>(Map.of(UUID.randomUUID(), 1)),
                Arrays.asList(1, null),
                Optional.of(Customer.sample(1)),
                new Customer[] {Customer.sample(1)},
                many)) {
            Object restored = format.deserialize(format.serialize(value));
            assertThat(restored).hasSameClassAs(value).isEqualTo(value);
        }
        assertThat(((Map<?, ?>) format.deserialize(format.serialize(ordered)))
                        .keySet()
                        .toString())
                .isEqualTo("[z, a]");
    }

    @Test
    void serialize_sharedAndCyclicParts_keepTheirShape() {
        List<Object> cyclic = new ArrayList<>();
        Customer shared = Customer.sample(1);
        cyclic.add(shared);
        cyclic.add(shared);
        cyclic.add(cyclic);

        List<?> restored = (List<?>) format.deserialize(format.serialize(cyclic));

        assertThat(restored.get(0)).isSameAs(restored.get(1)).isEqualTo(shared);
        assertThat(restored.get(2)).isSameAs(restored);
    }

    @Test
    void serialize_classThatIsNotAllowed_namesItAndTheSetting() {
        ValueFormat strict = Formats.of(CodecConfig.builder().types(Customer.class, Customer.Level.class));

        assertThatThrownBy(() -> strict.serialize(Customer.sample(1)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("The class dev.larder.codecs.Customer$Address is not allowed")
                .hasMessageContaining("types(Customer.Address.class) or packages(\"dev.larder.codecs\")");
        assertThatThrownBy(() -> strict.serialize(new ArrayList<>(List.of(new File("x")))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("The class java.io.File is not allowed");
    }

    @Test
    void deserialize_classThatIsNotAllowed_namesIt() {
        byte[] bytes = format.serialize(Customer.sample(1));

        assertThatThrownBy(() -> Formats.of(CodecConfig.builder()).deserialize(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("The class dev.larder.codecs.Customer is not allowed");
    }

    @Test
    void packages_andTypes_readWhatTheOtherWrote() {
        ValueFormat ofPackages = Formats.of(CodecConfig.builder().packages("dev.larder.codecs"));

        assertThat(ofPackages.deserialize(format.serialize(Customer.sample(1)))).isEqualTo(Customer.sample(1));
        assertThat(format.deserialize(ofPackages.serialize(Customer.sample(1)))).isEqualTo(Customer.sample(1));
    }

    /** A Fory writes more of an enum's class once it has read one. */
    @Test
    void keys_afterOthersWereRead_areWrittenAsBefore() {
        CodecConfig config = CodecConfig.builder().packages("dev.larder.codecs").build();
        for (Object key : List.of(Customer.Level.BRONZE, Customer.Level.GOLD, new Ranked(1, Customer.Level.GOLD))) {
            Codec keys = new ForyCodecProvider()
                    .create(config, getClass().getClassLoader())
                    .forKeys()
                    .orElseThrow();
            byte[] before = encode(keys, key);
            assertThat(keys.decode(keys.formatVersion(), before, 0, before.length))
                    .isEqualTo(key);
            assertThat(encode(keys, key)).isEqualTo(before);

            Codec another = new ForyCodecProvider()
                    .create(config, getClass().getClassLoader())
                    .forKeys()
                    .orElseThrow();
            assertThat(another.decode(keys.formatVersion(), before, 0, before.length))
                    .isEqualTo(key);
            assertThat(encode(another, key)).isEqualTo(before);
        }
    }

    @Test
    void keys_thatShareParts_areWrittenLikeKeysThatDoNot() {
        Codec keys = new ForyCodecProvider()
                .create(
                        CodecConfig.builder().types(Pair.class).build(),
                        getClass().getClassLoader())
                .forKeys()
                .orElseThrow();
        UUID one = new UUID(1, 2);

        byte[] shared = encode(keys, new Pair(one, one));
        byte[] apart = encode(keys, new Pair(new UUID(1, 2), new UUID(1, 2)));

        assertThat(shared).isEqualTo(apart);
        assertThat(keys.decode(keys.formatVersion(), shared, 0, shared.length)).isEqualTo(new Pair(one, one));
    }

    @Test
    void serialize_moreThanThereWasRoomFor_isWhole() {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(Customer.sample(i));
        }
        assertThat(format.deserialize(format.serialize(many))).isEqualTo(many);
        assertThat(format.deserialize(format.serialize(Customer.sample(3)))).isEqualTo(Customer.sample(3));
    }

    @Test
    void deserialize_bytesBehindTheValue_isRefused() {
        byte[] bytes = format.serialize(Customer.sample(1));

        assertThatThrownBy(() -> format.deserialize(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("1 more bytes");
    }

    @Test
    void serialize_deepNesting_isRestoredOrRefusedButNoOverflow() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        byte[] bytes = format.serialize(deep);
        assertThat(format.serialize(format.deserialize(bytes))).isEqualTo(bytes);

        for (int i = 0; i < 100_000; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        List<Object> tooDeep = deep;
        assertThatThrownBy(() -> format.serialize(tooDeep)).isInstanceOf(CodecException.class);
    }

    private static byte[] encode(Codec codec, Object value) {
        ByteSink target = new ByteSink(16);
        codec.encode(value, target);
        return target.toByteArray();
    }

    /** A key with an enum. */
    record Ranked(int rank, Customer.Level level) {}

    /** A key. */
    record Pair(UUID left, UUID right) {}
}
