package dev.larder.rocksdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierKillContract;

class RocksDbTierKillTest extends TierKillContract {
    @Override
    protected TierProvider provider() {
        return new RocksDbTierProvider();
    }
}
