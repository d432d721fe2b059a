package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.copy.Samples.Box;
import dev.larder.copy.Samples.Customer;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The short way of copying: when it is taken, and what it must leave to the long one. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete", "serial"}) // as applications have them
class FlatCopierTest {
    private final GraphCopier copier = GraphCopiers.open(FlatCopierTest.class.getClassLoader());
    private final Copier values = Copiers.byValue(FlatCopierTest.class.getClassLoader(), AdapterException::new);

    static class Pair implements Serializable {
        private static final long serialVersionUID = 1L;
        Object left;
        Object right;
        transient Object dropped = "dropped";

        Pair(Object left, Object right) {
            this.left = left;
            this.right = right;
        }
    }

    static final class Triple extends Pair {
        private static final long serialVersionUID = 1L;
        final Object middle;

        Triple(Object left, Object middle, Object right) {
            super(left, right);
            this.middle = middle;
        }
    }

    static class RefusesConstruction {
        static boolean refuses;
        List<String> list = new ArrayList<>(List.of("a"));

        RefusesConstruction() {
            if (refuses) {
                throw new IllegalStateException("refused");
            }
        }
    }

    private Object flat(Object value) {
        Object copy = copier.copyFlat(value, false);
        assertThat(copy).as("is flat").isNotNull().isNotSameAs(value);
        assertThat(copier.copyFlat(copy, true)).isNotNull().isNotSameAs(copy);
        return copy;
    }

    @Test
    void copyFlat_pojoWithListOfStrings_copiesBoth() {
        var value = new Customer(1, "name", new ArrayList<>(List.of("a", "b")));

        var copy = (Customer) flat(value);

        assertThat(copy).usingRecursiveComparison().isEqualTo(value);
        assertThat(copy.tags).isExactlyInstanceOf(ArrayList.class).isNotSameAs(value.tags);
        copy.tags.add("c");
        assertThat(value.tags).hasSize(2);
    }

    @Test
    void copyFlat_nullParts_stayNull() {
        assertThat((Customer) flat(new Customer(1, null, null)))
                .usingRecursiveComparison()
                .isEqualTo(new Customer(1, null, null));
        assertThat(((Pair) flat(new Pair(null, null))).right).isNull();
    }

    @Test
    void copyFlat_onePartInTwoFields_staysOne() {
        var list = new ArrayList<>(List.of("a"));

        var shared = (Triple) flat(new Triple(list, "b", list));
        var equal = (Triple) flat(new Triple(list, "b", new ArrayList<>(list)));

        assertThat(shared.left).isSameAs(shared.right).isNotSameAs(list);
        assertThat(equal.left).isEqualTo(equal.right).isNotSameAs(equal.right);
        assertThat(equal.middle).isEqualTo("b");
    }

    @Test
    void copyFlat_transientField_isDropped() {
        assertThat(((Pair) flat(new Pair("a", 1))).dropped).isNull();
    }

    @Test
    void copyFlat_dateAndArray_areCloned() {
        var value = new Pair(new Date(1), new byte[] {1});

        var copy = (Pair) flat(value);

        assertThat(copy.left).isEqualTo(value.left).isNotSameAs(value.left);
        assertThat((byte[]) copy.right).containsExactly(1).isNotSameAs(value.right);
    }

    @Test
    void copyFlat_mapByAccess_keepsItsOrder() {
        var map = new LinkedHashMap<>(16, 0.75f, true);
        map.put("a", 1);
        map.put("b", 2);
        map.get("a");

        var copy = (Map<?, ?>) ((Pair) flat(new Pair(map, null))).left;

        assertThat(copy).isExactlyInstanceOf(LinkedHashMap.class).isEqualTo(map);
        copy.get("b");
        assertThat(new ArrayList<Object>(copy.keySet())).isEqualTo(List.of("a", "b"));
        assertThat(new ArrayList<Object>(map.keySet())).isEqualTo(List.of("b", "a"));
    }

    @Test
    void copyFlat_whatHasMutableParts_isLeftToOthers() {
        var cycle = new Pair("a", null);
        cycle.right = cycle;
        List<Object> subclass = new ArrayList<>() {};

        for (Object value : List.of(
                cycle,
                new Pair(subclass, 1),
                new Pair(new ArrayList<>(List.of(new Box(1))), 1),
                new Pair(1, new LinkedHashMap<>(Map.of("a", new Date(1)))),
                new Pair(1, new Box(1)),
                new Pair(1, new LinkedList<>()),
                new ArrayList<>(),
                new Samples.Order(1, "a", new ArrayList<>()))) {
            assertThat(copier.copyFlat(value, false)).isNull();
        }
    }

    @Test
    void copyFlat_afterManyVainTriesInARow_givesTheClassUp() {
        var flat = new Pair("a", 1);
        var notFlat = new Pair(new Box(1), 1);

        for (int i = 0; i < 100; i++) {
            assertThat(copier.copyFlat(notFlat, false)).isNull();
            assertThat(copier.copyFlat(flat, false)).isNotNull();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(copier.copyFlat(notFlat, false)).isNull();
        }

        assertThat(copier.copyFlat(flat, false)).isNull();
        assertThat(copier.copyFlat(new Triple("a", 1, 2), false)).isNotNull();
        assertThat(((Pair) copier.copy(flat)).left).isEqualTo("a");
    }

    @Test
    void copyIn_constructorThatFails_isReported() {
        RefusesConstruction.refuses = false;
        var value = new RefusesConstruction();
        RefusesConstruction.refuses = true;

        assertThatThrownBy(() -> values.copyIn(value)).isInstanceOf(AdapterException.class);
    }

    @Test
    void copyOut_onceAListHeldAMutableElement_copiesElements() {
        Customer flat = values.copyIn(new Customer(1, "flat", new ArrayList<>(List.of("a"))));
        assertThat(values.copyOut(flat)).usingRecursiveComparison().isEqualTo(flat);

        var list = new ArrayList<>(List.of((Object) "a", new Box(1)));
        Pair stored = values.copyIn(new Pair(list, null));
        Pair out = values.copyOut(stored);

        assertThat((List<?>) stored.left).isEqualTo(list);
        assertThat(((List<?>) stored.left).get(1)).isNotSameAs(list.get(1));
        assertThat((List<?>) out.left).isEqualTo(list);
        assertThat(((List<?>) out.left).get(1)).isNotSameAs(((List<?>) stored.left).get(1));
    }

    /** Comes back from serialization as a Pair, whose list nobody looked at. */
    private record Disguise(Box box) implements Serializable {
        @Serial
        private Object readResolve() {
            return new Pair(new ArrayList<>(List.of(box)), null);
        }
    }

    @Test
    void copyOut_whatReadResolveReturned_copiesElements() {
        Pair stored = (Pair) values.<Object>copyIn(new Disguise(new Box(1)));

        Pair out = values.copyOut(stored);

        assertThat((List<?>) out.left).isEqualTo(stored.left);
        assertThat(((List<?>) out.left).get(0)).isNotSameAs(((List<?>) stored.left).get(0));
    }
}
