package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.copy.Samples.Bare;
import dev.larder.copy.Samples.Box;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values whose parts are in each other, in two places or of all kinds. */
@SuppressWarnings({"JavaUtilDate", "UnnecessaryStringBuilder"}) // what values hold
class ByValueCopierShapesTest extends ByValueCopierFixture {
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
    void copy_unmodifiableViewInCycle_keepsItsShape() {
        var node = new Samples.Node(1);
        node.others.add(node);
        node.part = Collections.unmodifiableList(node.others);

        Samples.Node copy = copier.copy(node);
        copy.others.add(new Samples.Node(2));

        assertThat((List<?>) copy.part).hasSize(2).first().isSameAs(copy);
    }

    @Test
    void copy_atomicReferenceInCycle_keepsItsShape() {
        var node = new Samples.Node(1);
        node.part = new AtomicReference<>(node);

        Samples.Node copy = copier.copy(node);

        assertThat(((AtomicReference<?>) copy.part).get()).isSameAs(copy);
    }

    @Test
    void copy_unmodifiableListTwiceInOneValue_isOneInTheCopy() {
        List<Bare> list = Stream.of(new Bare(), null, new Bare()).toList();

        List<List<Bare>> copy = copier.copy(new ArrayList<>(List.of(list, list)));

        assertThat(copy.get(0)).isSameAs(copy.get(1)).isNotSameAs(list);
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
