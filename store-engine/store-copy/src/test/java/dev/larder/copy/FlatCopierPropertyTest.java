package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.copy.RandomGraphs.Bag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** On graphs of random shape, with cycles, shared parts and subclasses, both ways of copying agree. */
class FlatCopierPropertyTest {
    private static final long SEED = 20_261_121;
    private static final int GRAPH_COUNT = 5_000;

    @Test
    void copyFlat_randomGraph_agreesWithTheCopyOfGraphs() {
        var graphs = new RandomGraphs(new SplittableRandom(SEED));
        GraphCopier copier = GraphCopiers.open(getClass().getClassLoader());
        int flatCount = 0;

        for (int i = 0; i < GRAPH_COUNT; i++) {
            Bag value = graphs.next();
            String shape = RandomGraphs.shape(value);
            Object flat = copier.copyFlat(value, false);
            try {
                assertIsCopy(value, copier.copy(value), shape, i);
            } catch (RefusedException e) {
                assertThat(flat).as("copy of what only serialization copies").isNull();
            }
            if (flat != null) {
                flatCount++;
                assertIsCopy(value, flat, shape, i);
                assertIsCopy(flat, copier.copyFlat(flat, true), shape, i);
            }
        }

        assertThat(flatCount).isBetween(GRAPH_COUNT / 10, GRAPH_COUNT * 9 / 10);
    }

    @Test
    void copyOut_afterRandomGraphsCameIn_sharesNothing() {
        var random = new SplittableRandom(SEED);
        var graphs = new RandomGraphs(random);

        for (int i = 0; i < GRAPH_COUNT / 10; i++) {
            Copier copier = Copiers.byValue(getClass().getClassLoader(), AdapterException::new);
            List<Bag> stored = new ArrayList<>();
            for (int size = random.nextInt(1, 4); size > 0; size--) {
                Bag value = graphs.next();
                Bag in = copier.copyIn(value);
                assertIsCopy(value, in, RandomGraphs.shape(value), i);
                stored.add(in);
            }
            for (Bag in : stored) {
                assertIsCopy(in, copier.copyOut(in), RandomGraphs.shape(in), i);
            }
        }
    }

    private static void assertIsCopy(Object original, Object copy, String shape, int number) {
        String name = "graph " + number + " of seed " + SEED;
        assertThat(RandomGraphs.shape(copy)).as(name).isEqualTo(shape);
        assertThat(Collections.disjoint(RandomGraphs.mutables(original), RandomGraphs.mutables(copy)))
                .as(name + " shares nothing mutable")
                .isTrue();
    }
}
