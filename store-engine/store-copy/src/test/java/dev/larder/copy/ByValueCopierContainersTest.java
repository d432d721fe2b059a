package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.larder.copy.Samples.Box;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.Set;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The collections and maps of the JDK, alone and inside an object: equal, of the same class, deep, in order. */
@SuppressWarnings({"IdentityHashMapUsage", "JdkObsolete", "ReferenceEquality"}) // what values hold
class ByValueCopierContainersTest extends ByValueCopierFixture {
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

    private static void assertKeysCopied(Map<Object, Box> value, Map<Object, Box> copy) {
        var originals = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
        value.keySet().stream().filter(Box.class::isInstance).forEach(originals::add);
        copy.keySet().forEach(key -> assertThat(originals.contains(key)).isFalse());
        copy.forEach((key, box) -> assertThat(copy.get(key)).isEqualTo(box));
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
    void copy_identityHashMap_findsItsKeys() {
        var map = new IdentityHashMap<Object, Box>();
        map.put("a", new Box(1));
        var node = new Samples.Node(1);
        node.part = map;

        assertThat(((Map<?, ?>) copier.copy(node).part)).hasSize(1);
        assertThat(copier.copy(map)).hasSize(1);
    }
}
