package dev.larder.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.ValueFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values of one version of a class, read by another. Each test is a row of the table in docs/codecs.md; what a codec can't
 * follow must be an error, never another value.
 */
class EvolutionTest {
    /** A class with fields, of which the constructor sets some; its call tells all. */
    private static String item(String fields, String all) {
        return "public class Item implements java.io.Serializable, java.util.concurrent.Callable<Object> {"
                + " private static final long serialVersionUID = 1; " + fields
                + " public Object call() { return \"\" + " + all + "; } }";
    }

    private static final String BEFORE =
            item("String name = \"tea\"; int price = 5; String origin = \"Assam\";", "name + price + origin");

    private static final String ORIGIN = "public class Origin implements java.io.Serializable {}";

    @ParameterizedTest
    @CsvSource({"java,tea5Assam0null", "fory,tea5Assam7new", "json,tea5Assam7new", "msgpack,tea5Assam7new"})
    void fieldAdded_olderValue_hasItsDefault(String codec, String expected) throws Exception {
        String after = item(
                "String name; int price; String origin; int stock = 7; String state = \"new\";",
                "name + price + origin + stock + state");

        assertThat(reread(codec, BEFORE, after)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory", "json", "msgpack"})
    void fieldRemoved_olderValue_isReadWithoutIt(String codec) throws Exception {
        String after = item("String name; String origin;", "name + origin");

        assertThat(reread(codec, BEFORE, after)).isEqualTo("teaAssam");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory", "json", "msgpack"})
    void fieldsReordered_olderValue_isReadByName(String codec) throws Exception {
        String after = item("String origin; int price; String name;", "name + price + origin");

        assertThat(reread(codec, BEFORE, after)).isEqualTo("tea5Assam");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory", "json", "msgpack"})
    void fieldAddedBetween_ofARecord_hasItsDefault(String codec) throws Exception {
        String before = record("String name, int price", "name + price");
        String after = record("String name, String origin, int stock, int price", "name + origin + stock + price");

        assertThat(reread(codec, "new Item(\"tea\", 5)", before, after)).isEqualTo("teanull05");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory", "json", "msgpack"})
    void fieldRemoved_ofARecord_isReadWithoutIt(String codec) throws Exception {
        String before = record("String name, String origin, int price", "name + origin + price");
        String after = record("String name, int price", "name + price");

        assertThat(reread(codec, "new Item(\"tea\", \"Assam\", 5)", before, after))
                .isEqualTo("tea5");
    }

    /** From a number to a longer one. */
    @ParameterizedTest
    @CsvSource({"java,ERROR", "fory,tea5", "json,tea5", "msgpack,tea5"})
    void fieldWidened_olderValue_isReadOrRefused(String codec, String expected) throws Exception {
        String before = item("String name = \"tea\"; int price = 5;", "name + price");
        String after = item("String name; long price;", "name + price");

        assertReread(codec, before, after, expected);
    }

    /** From a text to a number that it does not tell. */
    @ParameterizedTest
    @CsvSource({"java,ERROR", "fory,ERROR", "json,ERROR", "msgpack,ERROR"})
    void fieldOfAnotherType_olderValue_isReadOrRefused(String codec, String expected) throws Exception {
        String before = item("String name = \"tea\"; String price = \"cheap\";", "name + price");
        String after = item("String name; int price;", "name + price");

        assertReread(codec, before, after, expected);
    }

    /** From a text to the number that it tells. */
    @ParameterizedTest
    @CsvSource({"java,ERROR", "fory,tea5", "json,tea5", "msgpack,tea5"})
    void fieldOfAnotherType_thatTellsTheNewOne_isReadOrRefused(String codec, String expected) throws Exception {
        String before = item("String name = \"tea\"; String price = \"5\";", "name + price");
        String after = item("String name; int price;", "name + price");

        assertReread(codec, before, after, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory", "json", "msgpack"})
    void classGone_olderValue_isRefused(String codec) throws Exception {
        byte[] bytes = write(codec, "new Item()", BEFORE);
        ClassVersions without = ClassVersions.of(Map.of("Other", "public class Other {}"));

        assertThatThrownBy(() -> format(codec, without).deserialize(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("shop.Item");
    }

    /** The class itself is there, and fails to be looked at: with an Error, not an exception. */
    @ParameterizedTest
    @ValueSource(strings = {"java", "fory", "json", "msgpack"})
    void classOfAFieldGone_olderValue_isRefused(String codec) throws Exception {
        Map<String, String> sources = Map.of("Item", item("Origin origin = null;", "origin"), "Origin", ORIGIN);
        Object item = ClassVersions.of(sources)
                .loadClass("shop.Item")
                .getDeclaredConstructor()
                .newInstance();
        byte[] bytes = format(codec, item.getClass().getClassLoader()).serialize(item);
        ClassVersions without = ClassVersions.of(sources).without("Origin");

        assertThatThrownBy(() -> format(codec, without).deserialize(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("Origin");
        Object unusable =
                without.loadClass("shop.Item").getDeclaredConstructor().newInstance();
        assertThatThrownBy(() -> format(codec, without).serialize(unusable)).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory", "json", "msgpack"})
    void enumConstants_movedOrGone_areReadByNameOrRefused(String codec) throws Exception {
        String before = "public enum Item { TEA, MILK }";
        byte[] milk = write(codec, "Item.MILK", before);

        ClassVersions moved = ClassVersions.of(Map.of("Item", "public enum Item { MILK, RICE, TEA }"));
        assertThat(format(codec, moved).deserialize(milk)).hasToString("MILK");

        ClassVersions gone = ClassVersions.of(Map.of("Item", "public enum Item { TEA, RICE }"));
        assertThatThrownBy(() -> format(codec, gone).deserialize(milk)).isInstanceOf(CodecException.class);
    }

    private static String record(String components, String all) {
        return "public record Item(" + components + ") implements java.io.Serializable,"
                + " java.util.concurrent.Callable<Object> { public Object call() { return \"\" + " + all + "; } }";
    }

    private static void assertReread(String codec, String before, String after, String expected) throws Exception {
        if (expected.equals("ERROR")) {
            assertThatThrownBy(() -> reread(codec, before, after)).isInstanceOf(CodecException.class);
        } else {
            assertThat(reread(codec, before, after)).isEqualTo(expected);
        }
    }

    private static Object reread(String codec, String before, String after) throws Exception {
        return reread(codec, "new Item()", before, after);
    }

    private static Object reread(String codec, String newItem, String before, String after) throws Exception {
        byte[] bytes = write(codec, newItem, before);
        ClassVersions read = ClassVersions.of(Map.of("Item", after));

        // Twice, as codecs keep what they found out about a class; and among values of the new version.
        ValueFormat format = format(codec, read);
        Object first = ((Callable<?>) format.deserialize(bytes)).call();
        Object again = ((Callable<?>) format.deserialize(bytes)).call();
        assertThat(again).isEqualTo(first);
        return first;
    }

    private static byte[] write(String codec, String newItem, String source) throws Exception {
        Map<String, String> sources = new HashMap<>(Map.of("Item", source));
        sources.put(
                "Maker",
                "public class Maker implements java.util.concurrent.Callable<Object> { public Object call() { return "
                        + newItem + "; } }");
        ClassVersions written = ClassVersions.of(sources);
        Callable<?> maker = (Callable<?>)
                written.loadClass("shop.Maker").getDeclaredConstructor().newInstance();
        return format(codec, written).serialize(maker.call());
    }

    private static ValueFormat format(String codec, ClassLoader loader) {
        return ValueFormat.of(
                CodecConfig.builder().valueCodec(codec).packages("shop").build(), loader);
    }
}
