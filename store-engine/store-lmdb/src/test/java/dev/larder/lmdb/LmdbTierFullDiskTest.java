package dev.larder.lmdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierFullDiskContract;
import java.util.Map;

class LmdbTierFullDiskTest extends TierFullDiskContract {
    @Override
    protected TierProvider provider() {
        return new LmdbTierProvider();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of();
    }
}
