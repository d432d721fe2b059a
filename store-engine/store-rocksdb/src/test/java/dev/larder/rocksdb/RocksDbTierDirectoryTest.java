package dev.larder.rocksdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierDirectoryContract;
import java.util.Map;

class RocksDbTierDirectoryTest extends TierDirectoryContract {
    @Override
    protected TierProvider provider() {
        return new RocksDbTierProvider();
    }

    @Override
    protected Map<String, String> allSettings() {
        return Map.of("block-cache", "8MB", "write-buffer", "4MB", "max-open-files", "50", "max-background-jobs", "1");
    }
}
