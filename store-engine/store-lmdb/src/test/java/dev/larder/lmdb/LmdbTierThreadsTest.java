package dev.larder.lmdb;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierThreadsContract;

class LmdbTierThreadsTest extends TierThreadsContract {
    @Override
    protected TierProvider provider() {
        return new LmdbTierProvider();
    }
}
