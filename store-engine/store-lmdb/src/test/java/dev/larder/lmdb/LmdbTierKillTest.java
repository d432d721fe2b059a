package dev.larder.lmdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierKillContract;

class LmdbTierKillTest extends TierKillContract {
    @Override
    protected TierProvider provider() {
        return new LmdbTierProvider();
    }
}
