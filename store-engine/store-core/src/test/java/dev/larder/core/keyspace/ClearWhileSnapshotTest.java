package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a snapshot has that is taken while the keyspace is being cleared. */
@Timeout(60)
class ClearWhileSnapshotTest extends RestartingStore {
    private Keyspace<String, String> keyspace() {
        return store.create(
                "things",
                KeyspaceConfig.<String, String>builder()
                        .persistence(Persistence.builder(Mode.HYBRID)
                                .role(Persistence.Role.DATA)
                                .build())
                        .build());
    }

    @Test
    void restart_afterASnapshotThatOvertookAClear_bringsBackNothing() throws Exception {
        Keyspace<String, String> things = keyspace();
        for (int i = 0; i < 1_000; i++) {
            things.put("key-" + i, "old");
        }
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch given = new CountDownLatch(1);
        Thread holder = new Thread(() -> things.holding(List.of("key-500"), () -> {
            held.countDown();
            await(given);
            return "done";
        }));
        Thread clearer = new Thread(things::clear);
        Thread snapshotter = new Thread(() -> store.snapshot());
        holder.start();
        held.await();
        clearer.start();
        awaitWaiting(clearer);
        snapshotter.start();
        awaitWaiting(snapshotter);
        given.countDown();
        holder.join();
        clearer.join();
        snapshotter.join();
        assertThat(things.size()).isZero();
        store.snapshot();

        store.close();
        openStore();

        assertThat(keyspace().size()).isZero();
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError("the test was stopped while it waited", stopped);
        }
    }
}
