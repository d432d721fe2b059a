package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Capacity;
import dev.larder.store.Change;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.Subscription.Delivery;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an asynchronous listener hears of a key comes in the order in which it happened, whoever made the changes. */
@Timeout(60)
class AsynchronousOrderTest {
    private static final int KEYS = 50_000;
    /** Enough for every lane to have some: what is told of them is told after all that came before. */
    private static final int LAST_KEYS = 1_000;

    private final Map<Integer, List<Change.Kind>> heard = new ConcurrentHashMap<>();
    private final CountDownLatch lastHeard = new CountDownLatch(LAST_KEYS);

    @ParameterizedTest
    @ValueSource(strings = {"unbounded", "window-tinylfu", "lru"})
    void oneThreadCreatesAndAnotherRemoves_eachKeysCreationIsToldFirst(String table) throws Exception {
        try (Store store = Store.open()) {
            KeyspaceConfig.Builder<Integer, String> config = KeyspaceConfig.builder();
            if (!table.equals("unbounded")) {
                config.capacity(Capacity.entries(10L * KEYS)).policy(table);
            }
            Keyspace<Integer, String> keyspace = store.create("k", config.build());
            keyspace.subscribe(EnumSet.allOf(Change.Kind.class), Delivery.ASYNCHRONOUS, this::hear);

            Thread remover = new Thread(() -> {
                for (int key = 0; key < KEYS; key++) {
                    while (!keyspace.remove(key)) {
                        Thread.onSpinWait();
                    }
                }
            });
            remover.start();
            for (int key = 0; key < KEYS; key++) {
                keyspace.put(key, "v");
            }
            remover.join();
            for (int key = KEYS; key < KEYS + LAST_KEYS; key++) {
                keyspace.put(key, "v");
            }
            lastHeard.await();
        }

        for (int key = 0; key < KEYS; key++) {
            assertThat(heard.get(key))
                    .as("what was told of key %d", key)
                    .containsExactly(Change.Kind.CREATED, Change.Kind.REMOVED);
        }
    }

    private void hear(Change<Integer, String> change) {
        if (change.key() >= KEYS) {
            lastHeard.countDown();
        } else {
            heard.computeIfAbsent(change.key(), key -> new CopyOnWriteArrayList<>())
                    .add(change.kind());
        }
    }
}
