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

    /** The first value of a type is proven; what others hold where the type says little must not be lost either. */
    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void serialize_partOfAnotherClassThanDeclared_isRefused(String codec) {
        ValueFormat format = Formats.of(CodecConfig.builder()
                .valueCodec(codec)
                .types(Vague.class, Animal.class, Cat.class, Owner.class, Named.class));
        Object plain = format.deserialize(format.serialize(new Owner(new Animal(), List.of(new Animal()))));
        assertThat(((Owner) plain).pet()).hasSameClassAs(new Animal());
        assertThat(format.deserialize(format.serialize(new Vague("a text")))).isEqualTo(new Vague("a text"));
        assertThat(format.deserialize(format.serialize(new Named(Map.of("a", 1)))))
                .isEqualTo(new Named(Map.of("a", 1)));

        for (Object lossy : List.of(
                new Owner(new Cat(), List.of()),
                new Owner(new Animal(), List.of(new Animal(), new Cat())),
                new Animal[] {new Animal(), new Cat()},
                new Vague(5L),
                new Vague(new UUID(1, 2)),
                new Vague(Instant.EPOCH),
                new Named(Map.of(1, 1)))) {
            assertThatThrownBy(() -> format.serialize(lossy))
                    .as("%s", lossy)
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("would not be restored");
        }
    }

    /** By the loader of the keyspace, which is not always that of the thread that happens to read. */
    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void deserialize_subclassThatTheDataNames_isFoundByTheClassLoaderGiven(String codec) throws Exception {
        ClassVersions loader = ClassVersions.of(Map.of(
                "Shape",
                "@com.fasterxml.jackson.annotation.JsonTypeInfo(use ="
                        + " com.fasterxml.jackson.annotation.JsonTypeInfo.Id.CLASS) public interface Shape {}",
                "Circle",
                "public record Circle(int radius) implements Shape {}",
                "Drawing",
                "public class Drawing { public Shape shape = new Circle(5);"
                        + " @Override public String toString() { return \"\" + shape; } }"));
        ValueFormat format = ValueFormat.of(
                CodecConfig.builder().valueCodec(codec).packages("shop").build(), loader);
        Object drawing =
                loader.loadClass("shop.Drawing").getDeclaredConstructor().newInstance();

        assertThat(format.deserialize(format.serialize(drawing))).hasToString("Circle[radius=5]");
    }

    /** JSON has an escape for it; MessagePack has not, and a question mark would be another text. */
    @Test
    void serialize_halfASurrogatePair_isRestoredOrRefused() {
        ValueFormat json = Formats.ofSamples("json");
        assertThat(json.deserialize(json.serialize("a\ud800"))).isEqualTo("a\ud800");

        assertThatThrownBy(() -> Formats.ofSamples("msgpack").serialize("a\ud800"))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("half of a surrogate pair");
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

    /** Keys of which the type says nothing. */
    record Named(Map<Object, Integer> numbers) {}

    /** A class with a subclass. */
    static class Animal {
        int legs = 4;
    }

    /** Has more than its superclass. */
    static final class Cat extends Animal {
        int lives = 9;
    }

    /** Fields that may hold a subclass of what they declare. */
    record Owner(Animal pet, List<Animal> others) {}
}
