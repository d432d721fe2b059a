package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Decision;
import dev.larder.store.Keyspace;
import dev.larder.store.Persistence.Mode;
import dev.larder.testkit.ManualClock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store has of batches after it was closed and opened again. */
@Timeout(60)
class BatchRestartTest extends RestartingStore {
    private static void writeBatches(Keyspace<String, String> keyspace, ManualClock clock) {
        keyspace.put("old", "1");
        keyspace.put("gone", "1");
        keyspace.put("kept", "1");
        Map<String, Decision<String>> changes = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            changes.put("key-" + i, new Decision.Put<>("value-" + i));
        }
        changes.put("old", new Decision.Put<>("2"));
        changes.put("gone", Decision.remove());
        changes.put("kept", new Decision.Touch<>(clock.millis() + 1_000));
        keyspace.writeBatch(changes);
        keyspace.put("key-7", "later");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void restart_afterBatches_bringsBackAllOfThem(Mode mode) {
        Keyspace<String, String> before = keyspace(mode);
        writeBatches(before, clock);
        Map<String, String> expected = contents(before);
        assertThat(expected).hasSize(302);
        long version = before.view("old").version();
        long deadlineMillis = before.view("kept").expiresAtMillis();

        restart();

        Keyspace<String, String> after = keyspace(mode);
        assertThat(contents(after)).isEqualTo(expected);
        assertThat(after.view("kept").expiresAtMillis()).isEqualTo(deadlineMillis);
        assertThat(after.view("old").version()).isEqualTo(version);
    }

    @Test
    void snapshotOfTheStore_keyspaceThatNobodyCreatedHasBatches_keepsThem() {
        writeBatches(keyspace(Mode.HYBRID), clock);
        Map<String, String> expected = contents(java.util.Objects.requireNonNull(store.<String, String>find("things")));

        restart();
        keyspace("another", Mode.HYBRID, builder -> builder).put("a", "1");
        store.snapshot();
        restart();

        assertThat(contents(keyspace(Mode.HYBRID))).isEqualTo(expected);
    }
}
