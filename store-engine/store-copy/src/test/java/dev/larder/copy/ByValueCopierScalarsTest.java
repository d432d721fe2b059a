package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.copy.Samples.Box;
import java.io.File;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The other types of the JDK that a value is likely to hold, and arrays: equal, of the same class, copied or shared. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete", "UnnecessaryStringBuilder"}) // what values hold
class ByValueCopierScalarsTest extends ByValueCopierFixture {
    static Stream<Object> scalars() throws Exception {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"), Locale.GERMANY);
        calendar.setTimeInMillis(12345);
        var timestamp = new java.sql.Timestamp(1234);
        timestamp.setNanos(123_456_789);
        var bits = new BitSet();
        bits.set(77);
        return Stream.of(
                new Date(5),
                timestamp,
                new java.sql.Date(5),
                new java.sql.Time(5),
                calendar,
                Calendar.getInstance(Locale.forLanguageTag("th-TH-u-ca-buddhist")),
                TimeZone.getTimeZone("Europe/Paris"),
                new SimpleTimeZone(5, "X"),
                bits,
                EnumSet.of(Samples.Plain.ONE),
                EnumSet.noneOf(Samples.Plain.class),
                new EnumMap<>(Samples.Plain.class),
                new ArrayList<>(),
                new HashMap<>(),
                Optional.of(new Box(1)),
                new Properties(),
                new File("a"),
                InetAddress.getLoopbackAddress());
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void copy_mutableJdkValue_isEqualAndAnother(Object value) {
        assertThat(copier.copy(value)).isEqualTo(value).isNotSameAs(value).hasSameClassAs(value);
        assertThat(inside(value)).isEqualTo(value).isNotSameAs(value).hasSameClassAs(value);
        Object[] array = copier.copy(new Object[] {value});
        assertThat(array[0]).isEqualTo(value).isNotSameAs(value).hasSameClassAs(value);
    }

    static Stream<Object> withoutEquals() {
        return Stream.of(
                new StringBuilder("text"),
                new StringBuffer("text"),
                new AtomicLong(5),
                new AtomicInteger(5),
                new AtomicBoolean(true),
                new AtomicReference<>(new Box(5)),
                new AtomicIntegerArray(new int[] {1, 2}),
                longAdder(),
                new ReentrantLock(),
                Optional.of(new Box(3)),
                new IllegalStateException("message"));
    }

    private static LongAdder longAdder() {
        var adder = new LongAdder();
        adder.add(5);
        return adder;
    }

    @ParameterizedTest
    @MethodSource("withoutEquals")
    void copy_mutableJdkValueWithoutEquals_printsTheSame(Object value) {
        Object copy = copier.copy(value);
        assertThat(copy).isNotSameAs(value).hasSameClassAs(value);
        Object copyInside = inside(value);
        assertThat(copyInside).isNotSameAs(value).hasSameClassAs(value);
        if (!(value instanceof ReentrantLock)) {
            assertThat(copy).hasToString(value.toString());
            assertThat(copyInside).hasToString(value.toString());
        }
    }

    static Stream<Object> immutables() throws Exception {
        return Stream.of(
                "text",
                5,
                new BigDecimal("1.50"),
                Instant.EPOCH,
                URI.create("a:b"),
                new URL("file:/a"),
                Samples.Plain.ONE,
                Samples.WithBody.ONE,
                Locale.GERMANY,
                Collections.emptyList(),
                Collections.emptyMap(),
                Comparator.naturalOrder(),
                Comparator.reverseOrder(),
                String.CASE_INSENSITIVE_ORDER,
                String.class);
    }

    @ParameterizedTest
    @MethodSource("immutables")
    void copy_immutableInsideObject_isShared(Object value) {
        assertThat(inside(value)).isSameAs(value);
        assertThat(copier.copy(new ArrayList<>(List.of(value))).get(0)).isSameAs(value);
    }

    @Test
    void copy_timestampInsideObject_keepsNanoseconds() {
        var value = new java.sql.Timestamp(1000);
        value.setNanos(123_456_789);

        assertThat(inside(value).getNanos()).isEqualTo(123_456_789);
    }

    @Test
    void copy_exception_keepsMessageCauseAndTrace() {
        var value = new IllegalStateException("message", new RuntimeException("cause"));

        var copy = copier.copy(value);

        assertThat(copy).isNotSameAs(value).hasMessage("message").hasRootCauseMessage("cause");
        assertThat(copy.getStackTrace()).isEqualTo(value.getStackTrace());
    }

    @Test
    void copy_arraysOfPrimitivesAndImmutables_areCloned() {
        assertThat(copier.copy(new byte[] {1, 2})).containsExactly(1, 2);
        assertThat(copier.copy(new short[] {1, 2})).containsExactly((short) 1, (short) 2);
        assertThat(copier.copy(new char[] {'a'})).containsExactly('a');
        assertThat(copier.copy(new int[] {1, 2})).containsExactly(1, 2);
        assertThat(copier.copy(new long[] {1, 2})).containsExactly(1, 2);
        assertThat(copier.copy(new float[] {1, 2})).containsExactly(1, 2);
        assertThat(copier.copy(new double[] {1, 2})).containsExactly(1, 2);
        assertThat(copier.copy(new boolean[] {true})).containsExactly(true);
        assertThat(copier.copy(new String[] {"a", null})).containsExactly("a", null);
        byte[] bytes = {1};
        assertThat(copier.copy(bytes)).isNotSameAs(bytes);
    }

    @Test
    void copy_arraysOfMutables_areDeep() {
        Box[][] value = {{new Box(1)}, null, {}};
        int[][] ints = {{1}, {2, 3}};
        Object[] self = new Object[2];
        self[0] = self;
        self[1] = new int[] {7};

        Box[][] copy = copier.copy(value);
        int[][] intsCopy = copier.copy(ints);
        Object[] selfCopy = copier.copy(self);

        assertThat(copy).isDeepEqualTo(value);
        assertThat(copy[0]).isNotSameAs(value[0]);
        assertThat(copy[0][0]).isNotSameAs(value[0][0]);
        assertThat(intsCopy).isDeepEqualTo(ints);
        assertThat(intsCopy[0]).isNotSameAs(ints[0]);
        assertThat(selfCopy[0]).isSameAs(selfCopy);
        assertThat((int[]) selfCopy[1]).containsExactly(7).isNotSameAs(self[1]);
        assertThat(copier.copy(new Node[0])).isInstanceOf(Node[].class);
    }

    static final class Node {
        int number;
    }
}
