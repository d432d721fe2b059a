package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.Operations;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.RemovalCause;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deadlines go on to the same moments while nothing runs. */
@Timeout(60)
class RestartedDeadlinesTest extends RestartingStore {
    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void restart_ofEntriesWithDeadlines_keepsTheDeadlines(Mode mode) {
        Keyspace<String, String> before = keyspace(mode);
        before.put("short", "1", Duration.ofSeconds(10));
        before.put("long", "1", Duration.ofSeconds(100));
        before.put("eternal", "1");
        before.put("moved", "1", Duration.ofSeconds(10));
        before.expireAfter("moved", Duration.ofSeconds(50));
        before.put("persisted", "1", Duration.ofSeconds(10));
        before.persist("persisted");
        clock.advance(Duration.ofSeconds(5));

        restart();
        clock.advance(Duration.ofSeconds(10));

        Keyspace<String, String> after = keyspace(mode);
        assertThat(after.get("short")).isNull();
        assertThat(after.timeToLive("long")).isEqualTo(Duration.ofSeconds(85));
        assertThat(after.timeToLive("moved")).isEqualTo(Duration.ofSeconds(35));
        assertThat(after.timeToLive("persisted")).isEqualTo(Duration.ofMillis(Lifetime.ETERNAL));
        assertThat(after.timeToLive("eternal")).isEqualTo(Duration.ofMillis(Lifetime.ETERNAL));
        assertThat(report(after).expired()).isEqualTo(1);
    }

    @Test
    void idleEntries_thatAreRead_liveOnAfterARestart() {
        UnaryOperator<KeyspaceConfig.Builder<String, String>> idle =
                builder -> builder.lifetime(Lifetime.afterAccess(Duration.ofSeconds(100)));
        Keyspace<String, String> before = keyspace("idle", Mode.HYBRID, idle);
        before.put("read", "1");
        before.put("forgotten", "1");
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(9));
            before.get("read");
        }

        restart();

        Keyspace<String, String> after = keyspace("idle", Mode.HYBRID, idle);
        assertThat(contents(after)).isEqualTo(Map.of("read", "1"));
        assertThat(after.timeToLive("read")).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(100));
    }

    @Test
    void removalAsExpired_beforeTheDeadline_isNotUndoneByARestart() {
        Keyspace<String, String> before = keyspace(Mode.HYBRID);
        before.put("a", "1", Duration.ofHours(1));
        before.run("a", Operations.remove(RemovalCause.EXPIRED));
        before.put("b", "1", Duration.ofHours(1));
        before.expireAt("b", clock.millis() - 1);

        restart();

        assertThat(contents(keyspace(Mode.HYBRID))).isEmpty();
    }
}
