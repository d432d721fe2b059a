package dev.larder.lmdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierContract;

class LmdbTierTest extends TierContract {
    @Override
    protected TierProvider provider() {
        return new LmdbTierProvider();
    }
}
