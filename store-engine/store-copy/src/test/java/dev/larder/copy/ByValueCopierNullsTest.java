package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.larder.copy.Samples.Bare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The containers of the JDK that hold null among others. */
@SuppressWarnings("JdkObsolete") // what values hold
class ByValueCopierNullsTest extends ByValueCopierFixture {
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
    void copy_unmodifiableListOfAStream_answersWhetherItHoldsNull() {
        List<Bare> copy =
                copier.copy(Stream.of(new Bare(), new Bare(), new Bare()).toList());

        assertThat(copy.contains(null)).isFalse();
        assertThat(copier.copy(List.<Object>of())).isSameAs(List.of());
    }
}
