package dev.larder.lmdb;

import dev.larder.testkit.keyspace.TieredKeyspaceContract;

class LmdbKeyspaceTest extends TieredKeyspaceContract {
    @Override
    protected String tier() {
        return "lmdb";
    }
}
