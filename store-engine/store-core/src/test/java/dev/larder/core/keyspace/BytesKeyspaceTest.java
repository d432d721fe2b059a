package dev.larder.core.keyspace;

import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.keyspace.KeyspaceContract;

/** The contract with a capacity in bytes. */
class BytesKeyspaceTest extends KeyspaceContract {
    @Override
    protected Store open(StoreConfig config) {
        return Store.open(config);
    }

    @Override
    protected KeyspaceConfig.Builder<String, String> configure(KeyspaceConfig.Builder<String, String> builder) {
        return builder.capacity(Capacity.bytes(1_000_000)).weigher((key, value) -> key.length() + value.length());
    }
}
