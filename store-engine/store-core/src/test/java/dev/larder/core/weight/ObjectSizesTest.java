package dev.larder.core.weight;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnusedVariable") // the fields of the samples are there to have a size
class ObjectSizesTest {
    private static final int REFERENCE = Runtime.getRuntime().maxMemory() < 32L << 30 ? 4 : 8;

    @Test
    void sizeOf_latin1String_isHeaderAndOneBytePerCharacter() {
        assertThat(ObjectSizes.sizeOf("")).isEqualTo(stringObject() + 16);
        assertThat(ObjectSizes.sizeOf("a")).isEqualTo(stringObject() + 24);
        assertThat(ObjectSizes.sizeOf("12345678")).isEqualTo(stringObject() + 24);
        assertThat(ObjectSizes.sizeOf("123456789")).isEqualTo(stringObject() + 32);
        assertThat(ObjectSizes.sizeOf("\u00ff".repeat(1_000))).isEqualTo(stringObject() + 1_016);
    }

    @Test
    void sizeOf_stringWithOneWideCharacterAnywhere_isTwoBytesPerCharacter() {
        for (int place = 0; place < 20; place++) {
            String string = "a".repeat(place) + "\u0100" + "a".repeat(19 - place);

            assertThat(ObjectSizes.sizeOf(string)).as("place %d", place).isEqualTo(stringObject() + 56);
        }
    }

    @Test
    void sizeOf_primitiveArrays_isHeaderAndElementsRoundedUpToEight() {
        assertThat(ObjectSizes.sizeOf(new byte[0])).isEqualTo(16);
        assertThat(ObjectSizes.sizeOf(new byte[1])).isEqualTo(24);
        assertThat(ObjectSizes.sizeOf(new byte[9])).isEqualTo(32);
        assertThat(ObjectSizes.sizeOf(new boolean[8])).isEqualTo(24);
        assertThat(ObjectSizes.sizeOf(new char[5])).isEqualTo(32);
        assertThat(ObjectSizes.sizeOf(new short[4])).isEqualTo(24);
        assertThat(ObjectSizes.sizeOf(new int[3])).isEqualTo(32);
        assertThat(ObjectSizes.sizeOf(new float[2])).isEqualTo(24);
        assertThat(ObjectSizes.sizeOf(new long[3])).isEqualTo(40);
        assertThat(ObjectSizes.sizeOf(new double[1])).isEqualTo(24);
    }

    @Test
    void sizeOf_valuesOfTheJdk_isThatOfTheirFields() {
        assertThat(ObjectSizes.sizeOf(1_000)).isEqualTo(16);
        assertThat(ObjectSizes.sizeOf(1_000L)).isEqualTo(24);
        assertThat(ObjectSizes.sizeOf(1.5)).isEqualTo(24);
        assertThat(ObjectSizes.sizeOf(new UUID(1, 2))).isEqualTo(32);
        assertThat(ObjectSizes.sizeOf(LocalDate.EPOCH)).isEqualTo(24);
        assertThat(ObjectSizes.sizeOf(Instant.EPOCH)).isEqualTo(24);
        assertThat(ObjectSizes.sizeOf(LocalDateTime.MIN)).isEqualTo(object(2, 0) + 24 + 24);
        assertThat(ObjectSizes.sizeOf(BigInteger.ONE.shiftLeft(64))).isEqualTo(object(1, 20) + 32);
        assertThat(ObjectSizes.sizeOf(new BigDecimal("12.50"))).isEqualTo(object(2, 16));
        assertThat(ObjectSizes.sizeOf(Optional.of(1_000))).isEqualTo(16 + 16);
    }

    @Test
    void sizeOf_whatEverybodyShares_isZero() {
        List<Object> shared = List.of(
                true,
                (byte) 200,
                127,
                -128L,
                'a',
                String.class,
                DayOfWeek.MONDAY,
                List.of(),
                Map.of(),
                Optional.empty());

        assertThat(shared)
                .allSatisfy(object -> assertThat(ObjectSizes.sizeOf(object)).isZero());
        assertThat(ObjectSizes.sizeOf(null)).isZero();
    }

    @Test
    void sizeOf_record_addsItsFieldsAndWhatTheyReferTo() {
        Person person = new Person(new UUID(1, 2), "Ada", 36, DayOfWeek.MONDAY);

        assertThat(ObjectSizes.sizeOf(person)).isEqualTo(object(3, 4) + 32 + ObjectSizes.sizeOf("Ada"));
    }

    @Test
    void sizeOf_subclass_addsTheFieldsOfItsSuperclass() {
        assertThat(ObjectSizes.sizeOf(new Employee("Ada", 7))).isEqualTo(object(1, 4 + 8) + ObjectSizes.sizeOf("Ada"));
    }

    @Test
    void sizeOf_userClassThatExtendsContainer_addsItsElements() {
        Tags tags = new Tags();
        tags.add("red");

        assertThat(ObjectSizes.sizeOf(tags))
                .isBetween(ObjectSizes.sizeOf(new ArrayList<>(tags)), ObjectSizes.sizeOf(new ArrayList<>(tags)) + 8);
    }

    @Test
    void sizeOf_innerObject_leavesOutTheObjectAroundIt() {
        assertThat(ObjectSizes.sizeOf(new Outer().inside())).isEqualTo(object(1, 4));
    }

    @Test
    void sizeOf_hashMap_addsTableNodesKeysAndValues() {
        Map<String, Long> map = new HashMap<>();
        map.put("one", 1_001L);
        map.put("two", 1_002L);

        long node = object(3, 4);
        assertThat(ObjectSizes.sizeOf(map))
                .isEqualTo(object(4, 16) + 16 + 16L * REFERENCE + 2 * (node + ObjectSizes.sizeOf("one") + 24));
    }

    @Test
    void sizeOf_list_addsArrayAndElements() {
        assertThat(ObjectSizes.sizeOf(List.of(1_001, 1_002, 1_003)))
                .isEqualTo(object(1, 1) + aligned(16 + 3L * REFERENCE) + 3 * 16);
        assertThat(ObjectSizes.sizeOf(new ArrayList<>(List.of(1_001))))
                .isEqualTo(object(1, 8) + aligned(16 + 10L * REFERENCE) + 16);
    }

    @Test
    void sizeOf_objectArray_addsSlotsAndElements() {
        assertThat(ObjectSizes.sizeOf(new Object[] {1_000, null, "a"}))
                .isEqualTo(aligned(16 + 3L * REFERENCE) + 16 + ObjectSizes.sizeOf("a"));
    }

    @Test
    void sizeOf_unknownKinds_isFlat() {
        byte[] captured = new byte[10_000];
        Runnable lambda = () -> assertThat(captured).isEmpty();

        assertThat(ObjectSizes.sizeOf(lambda)).isEqualTo(64);
        assertThat(ObjectSizes.sizeOf(Thread.currentThread())).isEqualTo(64);
        assertThat(ObjectSizes.sizeOf(getClass().getClassLoader())).isEqualTo(64);
    }

    @Test
    void weigh_keyAndValue_addsBoth() {
        assertThat(ObjectSizes.weigh("key", new byte[100])).isEqualTo((int) ObjectSizes.sizeOf("key") + 120);
        assertThat(ObjectSizes.weigh(new UUID(1, 2), new Employee("Ada", 7)))
                .isEqualTo(32 + (int) ObjectSizes.sizeOf(new Employee("Ada", 7)));
    }

    @Test
    void weigh_valueThatHoldsTheKey_countsTheKeyOnce() {
        String key = new String("user:42");

        assertThat(ObjectSizes.weigh(key, key)).isEqualTo((int) ObjectSizes.sizeOf(key));
        assertThat(ObjectSizes.weigh(key, new Employee(key, 1)))
                .isEqualTo((int) ObjectSizes.sizeOf(new Employee(key, 1)));
    }

    @Test
    void weigh_stringAndBytes_allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        String key = "user:42";
        byte[] value = new byte[100];
        weighOften(key, value);

        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = weighOften(key, value);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(sum).isPositive();
        assertThat(allocated).isLessThan(1_000);
    }

    private static long weighOften(String key, byte[] value) {
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += ObjectSizes.weigh(key, value);
        }
        return sum;
    }

    private static long stringObject() {
        return object(1, 6);
    }

    private static long object(int references, int primitiveBytes) {
        return aligned(12 + (long) references * REFERENCE + primitiveBytes);
    }

    private static long aligned(long bytes) {
        return (bytes + 7) / 8 * 8;
    }

    private record Person(UUID id, String name, int age, DayOfWeek freeDay) {}

    private static class Named {
        final String name;

        Named(String name) {
            this.name = name;
        }
    }

    private static final class Employee extends Named {
        final long number;
        final int level = 1;

        Employee(String name, long number) {
            super(name);
            this.number = number;
        }
    }

    @SuppressWarnings("serial")
    private static final class Tags extends ArrayList<String> {
        int color;
    }

    private static final class Outer {
        final byte[] large = new byte[100_000];

        Inner inside() {
            return new Inner();
        }

        @SuppressWarnings("ClassCanBeStatic")
        final class Inner {
            final int length = large.length;
        }
    }
}
