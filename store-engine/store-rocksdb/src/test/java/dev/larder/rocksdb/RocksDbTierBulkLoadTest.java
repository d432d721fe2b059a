package dev.larder.rocksdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierBulkLoadContract;

class RocksDbTierBulkLoadTest extends TierBulkLoadContract {
    @Override
    protected TierProvider provider() {
        return new RocksDbTierProvider();
    }
}
