package dev.larder.lmdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierDirectoryContract;
import java.util.Map;

class LmdbTierDirectoryTest extends TierDirectoryContract {
    @Override
    protected TierProvider provider() {
        return new LmdbTierProvider();
    }

    @Override
    protected Map<String, String> allSettings() {
        return Map.of("map-size", "8MB", "max-keyspaces", "4", "max-readers", "3", "sync", "interval");
    }
}
