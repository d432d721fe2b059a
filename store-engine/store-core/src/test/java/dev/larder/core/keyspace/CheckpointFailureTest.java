package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecException;
import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the others when a keyspace has a value that can't be written. */
@Timeout(60)
class CheckpointFailureTest {
    @TempDir
    Path directory;

    private Store store;

    @BeforeEach
    void openStore() {
        store = Store.open(StoreConfig.builder()
                .clock(new ManualClock())
                .disk(DiskConfig.at(directory).segmentBytes(1 << 16).build())
                .build());
    }

    @AfterEach
    void closeStore() {
        try {
            store.close();
        } catch (CodecException expected) {
            // It can't be written at the end either.
        }
    }

    private <V> Keyspace<String, V> keyspace(String name, Mode mode) {
        return store.create(
                name,
                KeyspaceConfig.<String, V>builder()
                        .persistence(Persistence.builder(mode)
                                .role(Persistence.Role.DATA)
                                .build())
                        .build());
    }

    @Test
    void snapshot_whenOneKeyspaceCantBeWritten_takesThoseOfTheOthersAndCutsTheLog() {
        Keyspace<String, String> before = keyspace("1", Mode.HYBRID);
        Keyspace<String, Object> unwritable = keyspace("2", Mode.SNAPSHOT);
        Keyspace<String, String> behind = keyspace("3", Mode.HYBRID);
        unwritable.put("key", new Object());
        for (int i = 0; i < 10_000; i++) {
            before.put("key", "value-" + i);
            behind.put("key", "value-" + i);
        }
        long grownBytes = store.disk().logBytes();

        assertThatThrownBy(store::snapshot).isInstanceOf(CodecException.class);

        assertThat(store.disk().logBytes()).isLessThan(grownBytes / 4);
    }
}
