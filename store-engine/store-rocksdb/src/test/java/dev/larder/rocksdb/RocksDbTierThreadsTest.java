package dev.larder.rocksdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierThreadsContract;

class RocksDbTierThreadsTest extends TierThreadsContract {
    @Override
    protected TierProvider provider() {
        return new RocksDbTierProvider();
    }
}
