package dev.larder.lmdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierBulkLoadContract;

class LmdbTierBulkLoadTest extends TierBulkLoadContract {
    @Override
    protected TierProvider provider() {
        return new LmdbTierProvider();
    }
}
