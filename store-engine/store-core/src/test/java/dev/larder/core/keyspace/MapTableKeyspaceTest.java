package dev.larder.core.keyspace;

import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.keyspace.KeyspaceContract;

/** The contract over a plain map. */
class MapTableKeyspaceTest extends KeyspaceContract {
    @Override
    protected Store open(StoreConfig config) {
        return Store.open(config);
    }

    @Override
    protected KeyspaceConfig.Builder<String, String> configure(KeyspaceConfig.Builder<String, String> builder) {
        return builder;
    }
}
