package dev.larder.core.keyspace;

import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A store for keyspaces that get full, and their settings. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class EvictionFixture {
    final ManualClock clock = new ManualClock();
    final Store store = Store.open(StoreConfig.builder().clock(clock).seed(7).build());

    @AfterEach
    final void closeStore() {
        store.close();
    }

    static KeyspaceConfig.Builder<String, String> entries(long capacity, String policy) {
        return KeyspaceConfig.<String, String>builder()
                .capacity(Capacity.entries(capacity))
                .policy(policy);
    }
}
