package dev.larder.rocksdb;

import dev.larder.testkit.keyspace.TieredKeyspaceContract;

class RocksDbKeyspaceTest extends TieredKeyspaceContract {
    @Override
    protected String tier() {
        return "rocksdb";
    }
}
