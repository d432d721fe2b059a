package dev.larder.rocksdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierFullDiskContract;
import java.util.Map;

class RocksDbTierFullDiskTest extends TierFullDiskContract {
    @Override
    protected TierProvider provider() {
        return new RocksDbTierProvider();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("write-buffer", "4MB");
    }
}
