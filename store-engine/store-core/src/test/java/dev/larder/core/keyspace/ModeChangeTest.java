package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a keyspace has that is kept by the log in one run and by snapshots alone in another. */
@Timeout(60)
class ModeChangeTest extends RestartingStore {
    @Override
    Keyspace<String, String> keyspace(Mode mode) {
        return store.create(
                "things",
                KeyspaceConfig.<String, String>builder()
                        .persistence(Persistence.builder(mode)
                                .role(Persistence.Role.DATA)
                                .build())
                        .build());
    }

    @Test
    void restart_ofASnapshotAfterARunWhoseLogWasCleared_bringsBackTheSnapshot() {
        Keyspace<String, String> logged = keyspace(Mode.LOG);
        for (int i = 0; i < 20; i++) {
            logged.put("key-" + i, "1");
        }
        logged.clear();
        restart();
        keyspace(Mode.SNAPSHOT).put("a", "of the second run");
        restart();

        assertThat(keyspace(Mode.SNAPSHOT).get("a")).isEqualTo("of the second run");
    }

    @Test
    void restart_ofAKeyChangedManyTimesUnlogged_doesNotOutliveItsLoggedChange() {
        Keyspace<String, String> snapshotted = keyspace(Mode.SNAPSHOT);
        for (int i = 0; i < 1_000; i++) {
            snapshotted.put("changed", "of the first run");
            snapshotted.put("removed", "of the first run");
        }
        restart();
        Keyspace<String, String> logged = keyspace(Mode.LOG);
        logged.put("changed", "of the second run");
        logged.remove("removed");
        restart();

        Keyspace<String, String> last = keyspace(Mode.SNAPSHOT);
        assertThat(last.get("changed")).isEqualTo("of the second run");
        assertThat(last.get("removed")).isNull();
    }
}
