package dev.larder.rocksdb;

import dev.larder.testkit.keyspace.TieredKeyspaceKillContract;
import java.util.List;

class RocksDbKeyspaceKillTest extends TieredKeyspaceKillContract {
    @Override
    protected String tier() {
        return "rocksdb";
    }

    /** Writes its buffer out, and cuts its log, every few hundred changes. */
    @Override
    protected List<String> tierSettings() {
        return List.of("rocksdb.write-buffer=256KB");
    }
}
