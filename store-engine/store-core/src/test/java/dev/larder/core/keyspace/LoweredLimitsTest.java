package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Capacity;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a keyspace has whose entries on disk are beyond the limits that it has by now. */
@Timeout(60)
class LoweredLimitsTest extends RestartingStore {
    private static final int HIGH_BYTES = 100_000;
    private static final int LOW_BYTES = 1_000;

    private Keyspace<String, String> withEntriesUpTo(int maxEntryBytes, Role role) {
        return store.create(
                "things",
                KeyspaceConfig.<String, String>builder()
                        .capacity(Capacity.bytes(1 << 20))
                        .maxEntryBytes(maxEntryBytes)
                        .persistence(Persistence.builder(Mode.HYBRID).role(role).build())
                        .build());
    }

    private static void awaitLoaded(Keyspace<?, ?> keyspace) {
        assertThat(keyspace.restored().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void restart_ofACacheWithAnEntryTooLargeByNow_missesThatAndHasTheRest() {
        Keyspace<String, String> before = withEntriesUpTo(HIGH_BYTES, Role.CACHE);
        before.put("large", "x".repeat(5_000));
        before.put("shrunk", "x".repeat(5_000));
        before.put("shrunk", "small");
        before.put("small", "small");
        restart();

        Keyspace<String, String> lowered = withEntriesUpTo(LOW_BYTES, Role.CACHE);
        awaitLoaded(lowered);

        assertThat(lowered.get("large")).isNull();
        assertThat(lowered.get("shrunk")).isEqualTo("small");
        assertThat(lowered.get("small")).isEqualTo("small");
        lowered.remove("large");
        restart();
        Keyspace<String, String> raised = withEntriesUpTo(HIGH_BYTES, Role.CACHE);
        awaitLoaded(raised);
        assertThat(raised.get("large")).isNull();
        assertThat(raised.size()).isEqualTo(2);
    }

    @Test
    void restart_ofACacheThatEvictsNothingWithLessRoom_hasAsManyAsFit() {
        Keyspace<String, String> before = withRoomFor(100);
        for (int i = 0; i < 100; i++) {
            before.put("key-" + i, "value");
        }
        restart();

        Keyspace<String, String> lowered = withRoomFor(50);
        awaitLoaded(lowered);

        assertThat(lowered.size()).isEqualTo(50);
        restart();
        Keyspace<String, String> raised = withRoomFor(100);
        awaitLoaded(raised);
        assertThat(raised.size()).isEqualTo(50);
    }

    private Keyspace<String, String> withRoomFor(int entries) {
        return store.create(
                "things",
                KeyspaceConfig.<String, String>builder()
                        .capacity(Capacity.entries(entries))
                        .policy(KeyspaceConfig.NO_EVICTION)
                        .persistence(Persistence.hybrid())
                        .build());
    }

    @Test
    void restart_ofDataWithAnEntryTooLargeByNow_isRefusedAndLosesNothing() {
        withEntriesUpTo(HIGH_BYTES, Role.DATA).put("large", "x".repeat(5_000));
        restart();
        assertThatThrownBy(() -> withEntriesUpTo(LOW_BYTES, Role.DATA)).isInstanceOf(EntryTooLargeException.class);
        restart();

        assertThat(withEntriesUpTo(HIGH_BYTES, Role.DATA).get("large")).hasSize(5_000);
    }
}
