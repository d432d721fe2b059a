package dev.larder.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.ValueFormat;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JavaCodecTest {
    private final ValueFormat format = of(CodecConfig.builder().types(Order.class, Status.class));

    @Test
    void serialize_allowedObjectsAndValuesOfTheJdk_areRestored() {
        HashMap<Integer, Integer> sparse = new HashMap<>(16, 0.1f);
        for (int i = 0; i < 500; i++) {
            sparse.put(i, i);
        }
        for (Object value : List.of(
                new Order(1, Status.PAID),
                new Order[] {new Order(1, Status.NEW)},
                Status.PAID,
                new ArrayList<>(List.of(new Order(1, Status.NEW))),
                List.of(1, 2, 3),
                Set.of("a"),
                Map.of("a", 1),
                Arrays.asList(1, 2),
                Collections.unmodifiableMap(new TreeMap<>(Map.of("a", 1))),
                Collections.synchronizedList(new ArrayList<>(List.of(1))),
                Collections.emptyList(),
                new LinkedHashMap<>(Map.of(UUID.randomUUID(), URI.create("a:b"))),
                new TreeSet<>(Set.of("b", "a")),
                new HashSet<>(Set.of(1.5, 2.5)),
                EnumSet.of(Status.NEW),
                new EnumMap<>(Map.of(Status.NEW, 1)),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                new CopyOnWriteArrayList<>(List.of(1)),
                ZonedDateTime.parse("2024-02-29T10:15:30+01:00[Europe/Paris]"),
                new long[1_000],
                sparse)) {
            Object restored = format.deserialize(format.serialize(value));
            assertThat(restored).hasSameClassAs(value).isEqualTo(value);
        }
        assertThat(((ArrayDeque<?>) format.deserialize(format.serialize(new ArrayDeque<>(List.of(1))))).toArray())
                .containsExactly(1);
    }

    @Test
    void serialize_classThatIsNotAllowed_isRefusedAlreadyThen() {
        assertThatThrownBy(() -> format.serialize(new ArrayList<>(List.of(new File("x")))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("The class java.io.File is not allowed for the codec 'java'")
                .hasMessageContaining("types(File.class) or packages(\"java.io\")");
        assertThatThrownBy(() -> format.serialize(new ArrayList<>(List.of(TimeUnit.DAYS))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("java.util.concurrent.TimeUnit is not allowed");
        assertThatThrownBy(() -> format.serialize(new ArrayList<>(List.of(new IOException()))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("java.io.IOException is not allowed");
        assertThatThrownBy(() -> format.serialize(new Forgotten("x")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("types(...)");
    }

    @Test
    void serialize_partThatIsNotSerializable_isNamed() {
        assertThatThrownBy(() -> format.serialize(new ArrayList<>(List.of(new Object()))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("java.lang.Object is not Serializable");
    }

    /** The class would tell if it was read. */
    @Test
    void deserialize_classThatIsNotAllowed_runsNoCode() throws IOException {
        byte[] bytes = frameOf(new Trap());
        Trap.sprung = false;

        assertThatThrownBy(() -> format.deserialize(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("Trap is not allowed");
        assertThat(Trap.sprung).isFalse();
    }

    @Test
    void deserialize_proxy_isRefused() throws IOException {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Comparable.class}, (Serializable & InvocationHandler)
                        (self, method, arguments) -> 0);
        byte[] bytes = frameOf(proxy);

        assertThatThrownBy(() -> format.deserialize(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("proxies are not allowed");
    }

    @Test
    void deserialize_arrayLongerThanTheBytesJustify_isRefused() throws IOException {
        byte[] bytes = frameOf(new long[1]);
        int lengthAt = bytes.length - Long.BYTES - Integer.BYTES;
        bytes[lengthAt] = 0x7F;

        assertThatThrownBy(() -> format.deserialize(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("REJECTED");
    }

    /** Each of them is short enough for the bytes that there are, and all are there before the first has an element. */
    @Test
    void deserialize_arraysWithinArraysLongerThanTheBytesJustify_areRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(frameOf(new Object[0]));
        DataOutputStream out = new DataOutputStream(bytes);
        for (int depth = 0; depth < 100; depth++) {
            out.writeByte(ObjectStreamConstants.TC_ARRAY);
            out.writeByte(ObjectStreamConstants.TC_REFERENCE);
            out.writeInt(ObjectStreamConstants.baseWireHandle);
            out.writeInt(1_000);
        }
        byte[] nested = bytes.toByteArray();
        nested[frameOf(new Object[0]).length - 1] = 1;

        assertThatThrownBy(() -> format.deserialize(nested))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("REJECTED");
    }

    @Test
    void deserialize_nestingWithoutEnd_isRefused() throws IOException {
        Object nested = "end";
        for (int depth = 0; depth < 1_200; depth++) {
            nested = new Object[] {nested};
        }
        byte[] bytes = frameOf((Serializable) nested);

        assertThatThrownBy(() -> format.deserialize(bytes)).isInstanceOf(CodecException.class);
    }

    private static ValueFormat of(CodecConfig.Builder config) {
        return EntryCodec.of(config.valueCodec("java").build(), JavaCodecTest.class.getClassLoader());
    }

    private static byte[] frameOf(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {2, 1, 0});
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private record Order(int id, Status status) implements Serializable {}

    private record Forgotten(String text) implements Serializable {}

    private enum Status {
        NEW,
        PAID {
            @Override
            public String toString() {
                return "paid";
            }
        }
    }

    /** Runs code when it is read. */
    private static final class Trap implements Serializable {
        private static final long serialVersionUID = 1;

        private static boolean sprung;

        private Object readResolve() {
            sprung = true;
            return this;
        }
    }
}
