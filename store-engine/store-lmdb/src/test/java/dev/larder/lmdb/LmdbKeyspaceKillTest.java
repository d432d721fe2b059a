package dev.larder.lmdb;

import dev.larder.testkit.keyspace.TieredKeyspaceKillContract;
import java.util.List;

class LmdbKeyspaceKillTest extends TieredKeyspaceKillContract {
    @Override
    protected String tier() {
        return "lmdb";
    }

    /** Grows its map with the first changes. */
    @Override
    protected List<String> tierSettings() {
        return List.of("lmdb.map-size=128KB");
    }
}
