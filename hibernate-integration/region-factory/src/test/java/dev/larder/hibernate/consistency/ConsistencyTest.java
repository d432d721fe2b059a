package dev.larder.hibernate.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.Factories;
import dev.larder.hibernate.LarderRegionFactory;
import dev.larder.hibernate.Plants;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs on H2, in memory: a few seconds, or minutes with {@code -Pstress}. The seed of a run that failed is the first thing
 * it says; {@code -Dlarder.seed} repeats it.
 */
class ConsistencyTest {
    private final Factories factories = new Factories();

    @AfterEach
    void close() {
        factories.close();
    }

    @Test
    void run_randomTransactions_readsNothingWrong() throws Exception {
        ConsistencyRun run = ConsistencyRun.start(factories, new LarderRegionFactory(), ConsistencyRun.MANY_ROWS);

        assertThat(run.run(ConsistencyRun.duration(), ConsistencyRun.PATIENCE, Writer.ways()))
                .isEmpty();
        assertThat(run.checks()).isPositive();
        assertThat(run.hits()).isPositive();
        assertThat(run.writes()).containsAll(Writer.ways());
    }

    @ParameterizedTest
    @MethodSource("plants")
    void run_mistakePlanted_isFound(Supplier<LarderRegionFactory> plant) throws Exception {
        List<String> found = ConsistencyRun.start(factories, plant.get(), ConsistencyRun.FEW_ROWS)
                .run(ConsistencyRun.PATIENCE);

        assertThat(found).isNotEmpty();
        assertThat(found.get(0)).startsWith("seed ");
    }

    static Stream<Named<Supplier<LarderRegionFactory>>> plants() {
        return Stream.of(
                Named.of("no locks", Plants::withoutLocks),
                Named.of("late loads", Plants::withLateLoads),
                Named.of("no evictions", Plants::withoutEviction),
                Named.of("contested puts", Plants::withContestedPuts));
    }
}
