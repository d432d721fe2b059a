package dev.larder.rocksdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierContract;

class RocksDbTierTest extends TierContract {
    @Override
    protected TierProvider provider() {
        return new RocksDbTierProvider();
    }
}
