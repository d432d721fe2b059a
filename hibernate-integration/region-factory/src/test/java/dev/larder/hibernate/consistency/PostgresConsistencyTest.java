package dev.larder.hibernate.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.larder.hibernate.Factories;
import dev.larder.hibernate.LarderRegionFactory;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same as {@link ConsistencyTest} on PostgreSQL, where it is installed. */
class PostgresConsistencyTest {
    @Test
    void run_randomTransactions_readsNothingWrong() throws Exception {
        Optional<Path> binaries = PostgresServer.installed();
        assumeTrue(binaries.isPresent(), "PostgreSQL is not installed, so nothing runs on it");
        try (PostgresServer server = PostgresServer.start(binaries.orElseThrow());
                Factories factories = new Factories()) {
            factories.set("jakarta.persistence.jdbc.url", server.url());
            ConsistencyRun run = ConsistencyRun.start(factories, new LarderRegionFactory(), ConsistencyRun.MANY_ROWS);

            assertThat(run.run(ConsistencyRun.duration(), ConsistencyRun.PATIENCE, Writer.ways()))
                    .isEmpty();
            assertThat(run.checks()).isPositive();
            assertThat(run.hits()).isPositive();
            assertThat(run.writes()).containsAll(Writer.ways());
        }
    }
}
