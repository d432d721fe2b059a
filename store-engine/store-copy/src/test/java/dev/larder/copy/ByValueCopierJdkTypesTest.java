package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.larder.copy.Samples.Box;
import java.io.File;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every JDK type that a value is likely to hold, alone and inside an object: equal, of the same class, deep. */
@SuppressWarnings({
    "IdentityHashMapUsage",
    "JavaUtilDate",
    "JdkObsolete",
    "ReferenceEquality",
    "UnnecessaryStringBuilder"
}) // what values hold
class ByValueCopierJdkTypesTest {
    private final Copier copier =
            Copiers.byValue(ByValueCopierJdkTypesTest.class.getClassLoader(), AdapterException::new);

    /** Not Serializable, so that no other way remains where Fory fails. */
    static final class Bare {
        int content = 1;

        @Override
        public boolean equals(Object other) {
            return other instanceof Bare bare && bare.content == content;
        }

        @Override
        public int hashCode() {
            return content;
        }
    }

    static Stream<Named<Object>> containersOfNull() {
        List<Bare> bares = Arrays.asList(new Bare(), null, new Bare());
        EnumMap<Samples.Plain, Bare> enumMap = new EnumMap<>(Samples.Plain.class);
        enumMap.put(Samples.Plain.ONE, null);
        Map<Object, Object> map = new HashMap<>();
        map.put(null, new Bare());
        map.put("key", null);
        Map<Object, Object> linkedMap = new LinkedHashMap<>(map);
        linkedMap.put(new Bare(), null);
        TreeMap<String, Bare> treeMap = new TreeMap<>();
        treeMap.put("key", null);
        return Stream.<Object>of(
                        bares,
                        new ArrayList<>(bares),
                        new LinkedList<>(bares),
                        new CopyOnWriteArrayList<>(bares),
                        new HashSet<>(bares),
                        new LinkedHashSet<>(bares),
                        bares.stream().toList(),
                        Stream.of((Bare) null).toList(),
                        Stream.of(new Bare(), null).toList(),
                        Collections.singletonList((Bare) null),
                        Collections.singleton((Bare) null),
                        Collections.singletonMap("key", (Bare) null),
                        Collections.unmodifiableList(new ArrayList<>(bares)),
                        Collections.unmodifiableSet(new HashSet<>(bares)),
                        Collections.unmodifiableCollection(new ArrayList<>(bares)),
                        Collections.unmodifiableMap(new HashMap<>(map)),
                        new Bare[] {new Bare(), null},
                        enumMap,
                        map,
                        linkedMap,
                        treeMap)
                .map(each -> named(each.getClass().getSimpleName() + " " + each, each));
    }

    @ParameterizedTest
    @MethodSource("containersOfNull")
    void copy_containerOfNull_keepsIt(Object container) {
        Object copy = copier.copy(container);

        assertThat(copy).isNotSameAs(container).hasSameClassAs(container);
        assertThat(copy).usingRecursiveComparison().isEqualTo(container);
    }

    @Test
    void copy_cycleThroughAnUnmodifiableList_keepsItsShape() {
        Samples.Node value = new Samples.Node(1);
        value.part = List.of(value, new Samples.Node(2), value);

        Samples.Node copy = copier.copy(value);

        assertThat((List<?>) copy.part).hasSize(3);
        assertThat(((List<?>) copy.part).get(0)).isSameAs(copy);
        assertThat(((List<?>) copy.part).get(2)).isSameAs(copy);
    }

    @Test
    void copy_unmodifiableListTwiceInOneValue_isOneInTheCopy() {
        List<Bare> list = Stream.of(new Bare(), null, new Bare()).toList();

        List<List<Bare>> copy = copier.copy(new ArrayList<>(List.of(list, list)));

        assertThat(copy.get(0)).isSameAs(copy.get(1)).isNotSameAs(list);
    }

    @Test
    void copy_unmodifiableListOfAStream_answersWhetherItHoldsNull() {
        List<Bare> copy =
                copier.copy(Stream.of(new Bare(), new Bare(), new Bare()).toList());

        assertThat(copy.contains(null)).isFalse();
        assertThat(copier.copy(List.<Object>of())).isSameAs(List.of());
    }

    static Stream<Named<Object>> collections() {
        List<Box> boxes = List.of(new Box(1), new Box(2), new Box(3));
        List<Collection<Box>> all = new ArrayList<>(List.of(
                new ArrayList<>(boxes),
                new LinkedList<>(boxes),
                new Vector<>(boxes),
                new ArrayDeque<>(boxes),
                new PriorityQueue<>(boxes),
                new CopyOnWriteArrayList<>(boxes),
                new CopyOnWriteArraySet<>(boxes),
                new HashSet<>(boxes),
                new LinkedHashSet<>(boxes),
                new TreeSet<>(boxes),
                new TreeSet<>(Comparator.<Box>reverseOrder()),
                new ConcurrentSkipListSet<>(boxes),
                new ConcurrentLinkedQueue<>(boxes),
                new LinkedBlockingQueue<>(boxes),
                new LinkedBlockingDeque<>(boxes),
                new ArrayBlockingQueue<>(5, true, boxes),
                Collections.newSetFromMap(new ConcurrentHashMap<>()),
                ConcurrentHashMap.newKeySet(),
                Arrays.asList(boxes.get(0), boxes.get(1)),
                List.of(boxes.get(0)),
                boxes,
                Set.of(boxes.get(0)),
                Set.copyOf(boxes),
                Collections.singletonList(boxes.get(0)),
                Collections.singleton(boxes.get(0)),
                Collections.unmodifiableList(new ArrayList<>(boxes)),
                Collections.unmodifiableList(new LinkedList<>(boxes)),
                Collections.unmodifiableSet(new HashSet<>(boxes)),
                Collections.unmodifiableSortedSet(new TreeSet<>(boxes)),
                Collections.unmodifiableNavigableSet(new TreeSet<>(boxes)),
                Collections.unmodifiableCollection(new ArrayList<>(boxes)),
                Collections.synchronizedList(new ArrayList<>(boxes)),
                Collections.synchronizedSet(new HashSet<>(boxes)),
                Collections.checkedList(new ArrayList<>(boxes), Box.class),
                boxes.stream().toList(),
                Collections.nCopies(3, boxes.get(0)),
                Stream.of(boxes.get(0), null).toList()));
        for (Collection<Box> collection : all) {
            if (collection.isEmpty()) {
                collection.addAll(boxes);
            }
        }
        return all.stream().map(collection -> named(collection.getClass().getName(), collection));
    }

    static Stream<Named<Object>> maps() {
        Map<String, Box> one = Map.of("a", new Box(1));
        Map<String, Box> two = Map.of("a", new Box(1), "b", new Box(2));
        EnumMap<Samples.Plain, Box> byEnum = new EnumMap<>(Samples.Plain.class);
        byEnum.put(Samples.Plain.TWO, new Box(1));
        Map<Box, Box> byBox = new LinkedHashMap<>();
        byBox.put(new Box(9), new Box(8));
        byBox.put(null, new Box(7));
        List<Map<?, ?>> all = List.of(
                new HashMap<>(two),
                new LinkedHashMap<>(two),
                byBox,
                new HashMap<>(byBox),
                new TreeMap<>(two),
                new Hashtable<>(two),
                new ConcurrentHashMap<>(two),
                new ConcurrentSkipListMap<>(two),
                byEnum,
                one,
                two,
                Collections.singletonMap("a", new Box(1)),
                Collections.unmodifiableMap(new HashMap<>(two)),
                Collections.unmodifiableMap(new LinkedHashMap<>(two)),
                Collections.unmodifiableSortedMap(new TreeMap<>(two)),
                Collections.unmodifiableNavigableMap(new TreeMap<>(two)),
                Collections.synchronizedMap(new HashMap<>(two)));
        return all.stream().map(map -> named(map.getClass().getName(), map));
    }

    @ParameterizedTest
    @MethodSource("collections")
    void copy_collectionOfBoxes_isDeep(Collection<Box> value) {
        assertDeep(value, copier.copy(value), collection -> collection);
    }

    @ParameterizedTest
    @MethodSource("collections")
    void copy_collectionOfBoxesInsideObject_isDeep(Collection<Box> value) {
        assertDeep(value, inside(value), collection -> collection);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void copy_mapOfBoxes_isDeep(Map<Object, Box> value) {
        assertDeep(value, copier.copy(value), Map::values);
        assertKeysCopied(value, copier.copy(value));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void copy_mapOfBoxesInsideObject_isDeep(Map<Object, Box> value) {
        assertDeep(value, inside(value), Map::values);
    }

    private static void assertKeysCopied(Map<Object, Box> value, Map<Object, Box> copy) {
        var originals = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
        value.keySet().stream().filter(Box.class::isInstance).forEach(originals::add);
        copy.keySet().forEach(key -> assertThat(originals.contains(key)).isFalse());
        copy.forEach((key, box) -> assertThat(copy.get(key)).isEqualTo(box));
    }

    private static <T> void assertDeep(T value, T copy, Function<T, Collection<Box>> boxes) {
        assertThat((Object) copy).isNotSameAs(value).hasSameClassAs(value);
        List<Box> originals = new ArrayList<>(boxes.apply(value));
        List<Box> copies = new ArrayList<>(boxes.apply(copy));
        if (value instanceof List || value instanceof java.util.SortedMap || value instanceof LinkedHashMap) {
            assertThat(copies).isEqualTo(originals);
        } else {
            assertThat(copies).containsExactlyInAnyOrderElementsOf(originals);
        }
        for (Box original : originals) {
            for (Box box : copies) {
                assertThat(original != null && box == original).isFalse();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private <T> T inside(T value) {
        var node = new Samples.Node(1);
        node.part = value;
        return (T) copier.copy(node).part;
    }

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

    @Test
    void copy_timestampInsideObject_keepsNanoseconds() {
        var value = new java.sql.Timestamp(1000);
        value.setNanos(123_456_789);

        assertThat(inside(value).getNanos()).isEqualTo(123_456_789);
    }

    @Test
    void copy_linkedHashMapInAccessOrder_staysInAccessOrder() {
        Map<String, Box> value = new LinkedHashMap<>(16, 0.75f, true);
        value.put("a", new Box(1));
        value.put("b", new Box(2));

        Map<String, Box> copy = copier.copy(value);
        copy.get("a");

        assertThat(copy.keySet()).containsExactly("b", "a");
        assertThat(value.keySet()).containsExactly("a", "b");
    }

    @Test
    void copy_sortedByComparator_keepsIt() {
        NavigableMap<String, Integer> value = new TreeMap<>(Comparator.reverseOrder());
        value.putAll(Map.of("a", 1, "b", 2));
        TreeMap<Box, Integer> byLambda = new TreeMap<>((left, right) -> right.content - left.content);
        byLambda.putAll(Map.of(new Box(1), 1, new Box(2), 2));

        assertThat(copier.copy(value).firstKey()).isEqualTo("b");
        assertThat(copier.copy(byLambda).firstKey()).isEqualTo(new Box(2));
        assertThat(copier.copy(byLambda).firstKey()).isNotSameAs(byLambda.firstKey());
    }

    @Test
    void copy_atomicReferenceInCycle_keepsItsShape() {
        var node = new Samples.Node(1);
        node.part = new AtomicReference<>(node);

        Samples.Node copy = copier.copy(node);

        assertThat(((AtomicReference<?>) copy.part).get()).isSameAs(copy);
    }

    @Test
    void copy_unmodifiableViewInCycle_keepsItsShape() {
        var node = new Samples.Node(1);
        node.others.add(node);
        node.part = Collections.unmodifiableList(node.others);

        Samples.Node copy = copier.copy(node);
        copy.others.add(new Samples.Node(2));

        assertThat((List<?>) copy.part).hasSize(2).first().isSameAs(copy);
    }

    @Test
    void copy_identityHashMap_findsItsKeys() {
        var map = new IdentityHashMap<Object, Box>();
        map.put("a", new Box(1));
        var node = new Samples.Node(1);
        node.part = map;

        assertThat(((Map<?, ?>) copier.copy(node).part)).hasSize(1);
        assertThat(copier.copy(map)).hasSize(1);
    }

    @Test
    void copy_exception_keepsMessageCauseAndTrace() {
        var value = new IllegalStateException("message", new RuntimeException("cause"));

        var copy = copier.copy(value);

        assertThat(copy).isNotSameAs(value).hasMessage("message").hasRootCauseMessage("cause");
        assertThat(copy.getStackTrace()).isEqualTo(value.getStackTrace());
    }

    @Test
    void copy_mixedGraph_isDeep() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("order", new Samples.Order(1, "n", List.of(new Box(1))));
        value.put("dates", Map.of("at", new Date(5)));
        value.put("optional", Optional.of(new ArrayList<>(List.of(new Box(2)))));
        value.put("array", new Object[] {new StringBuilder("x"), new int[] {1}});

        Map<String, Object> copy = copier.copy(value);

        assertThat(copy.get("order")).isEqualTo(value.get("order")).isNotSameAs(value.get("order"));
        assertThat(((Samples.Order) copy.get("order")).boxes().get(0))
                .isNotSameAs(((Samples.Order) value.get("order")).boxes().get(0));
        assertThat(copy.get("dates")).isEqualTo(value.get("dates"));
        assertThat(copy.get("optional")).isEqualTo(value.get("optional"));
        assertThat(copy.keySet()).containsExactly("order", "dates", "optional", "array");
        assertThat(((Object[]) copy.get("array"))[0]).hasToString("x");
        assertThat(((Object[]) copy.get("array"))[0]).isNotSameAs(((Object[]) value.get("array"))[0]);
    }
}
